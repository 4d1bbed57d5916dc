/** Socket.IO under Nest, lean: own binding of handlers (a third of the default's memory per connection), own handshake. */
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type ServerOptions } from 'socket.io';
import { AppError } from '../errors/app-error.js';
import { signedOut } from '../errors/signed-out.js';
import { refusalOf } from '../errors/refusal.js';
import { plainAddress } from '../http/network-address.js';
import type { Sender } from '../http/senders.js';
import { FewLines } from '../telemetry/few-lines.js';
import { RateLimits } from '../work/rate-limits.js';
import { Tally } from '../work/tally.js';
import { boundBacklog } from './bounds/backlog.js';
import { Inbound, largestPacket } from './bounds/inbound.js';
import { Knocks } from './bounds/knocks.js';
import { PollingClients } from './bounds/polling.js';
import { type EngineMiddleware, keepDoor } from './door.js';
import type { EngineConnection } from './engine.js';
import { type EventHandlers, takeAll } from './events.js';
import { FastPath } from './fast-path/fast-path.js';
import { Heartbeats } from './fast-path/heartbeats.js';
import { quicken } from './fast-path/quick-broadcast.js';
import { quickenEvents } from './fast-path/quick-events.js';
import type { QuickRooms } from './fast-path/quick-rooms.js';
import { quickenAcknowledgements } from './fast-path/quick-write.js';
import { forgetHandshake } from './forget-handshake.js';
import type { ChatServer, ChatSocket, SocketData } from './socket.js';
import { upgradeOnly } from './upgrades.js';

export interface Handshake {
  /** Gives a request what the others below need of it. */
  prepare: (request: IncomingMessage) => void;
  /** Whether it has the cookie of a session, be it a good one or not. */
  carriesSession: (request: IncomingMessage) => boolean;
  senderOf: (request: IncomingMessage) => Sender;
  /** Who the request's session belongs to at this moment, or null. */
  identify: (request: IncomingMessage) => Promise<SocketData | null>;
  /** Who an API token signs in at this moment, or null. */
  identifyByToken: (token: string, request: IncomingMessage) => Promise<SocketData | null>;
  /** Whether the request comes from an address that may not connect. */
  isBanned: (request: IncomingMessage) => boolean;
  publicUrl: string | undefined;
}

/** What becomes of the sockets is for those above to say; this folder knows none of them. */
export interface SocketsOwner {
  /** How nodes reach each other's sockets; undefined for one node alone. */
  adapter: ServerOptions['adapter'] | undefined;
  /** What carries out the clients' events. */
  handlers: EventHandlers;
  /** Called once, before anybody can connect; `quickly` is the short way to broadcast, where there is one. */
  attach: (server: ChatServer, quickly: QuickRooms | undefined) => void;
  /** One broadcast was handed to so many sockets of this node. */
  delivered: (event: unknown, payload: unknown, sockets: number) => void;
}

const path = '/socket.io/';

/** Milliseconds in which a connection must have signed in. */
const timeToConnect = 10_000;

/** Sockets of one person on one node: more tabs and programs than anybody has. */
const socketsOfOne = 100;

const logger = new Logger('Socket');
const refused = new FewLines(logger, 'log');

const whose = ({ id, data }: ChatSocket) => ({ socketId: id, userId: data.user.id });

const engineOf = (socket: ChatSocket) => socket.conn as unknown as EngineConnection;

export class SamovarIoAdapter extends IoAdapter {
  private readonly fastPath: FastPath;
  private readonly limits: RateLimits;
  private readonly knocks = new Knocks();
  private readonly socketsOf = new Tally<number>(socketsOfOne);
  private readonly heartbeats = new Heartbeats();
  /** One function for all sockets, as each closure would add to what an idle one takes. */
  private readonly noteEnd: (this: ChatSocket, reason: string) => void;

  constructor(
    app: INestApplicationContext,
    private readonly handshake: Handshake,
    private readonly owner: SocketsOwner,
  ) {
    super(app);
    this.fastPath = app.get(FastPath);
    this.limits = app.get(RateLimits);
    const { socketsOf } = this;
    this.noteEnd = function (reason) {
      socketsOf.end(this.data.user.id);
      logger.debug('disconnected', { ...whose(this), reason });
      // A connection without a socket is nobody's: on it, somebody could come back later as who they once were.
      this.conn.close(reason === 'client namespace disconnect');
    };
  }

  override createIOServer(_port: number, options?: ServerOptions): Server {
    const httpServer = this.httpServer as HttpServer;
    httpServer.prependListener('upgrade', surviveResets);
    const inbound = new Inbound(this.limits.enabled);
    const server: ChatServer = new Server(httpServer, {
      ...options,
      path,
      serveClient: false,
      adapter: this.owner.adapter,
      perMessageDeflate: false,
      maxHttpBufferSize: largestPacket,
      connectTimeout: timeToConnect,
      wsEngine: inbound.webSocketServer(),
      // A client that is gone without a word is closed within 27 s.
      pingInterval: 15_000,
      pingTimeout: 12_000,
      httpCompression: false,
    });
    upgradeOnly(path, httpServer);
    this.bound(server, inbound);
    server.use(
      (socket, next) =>
        void this.admit(socket).then(
          () => next(),
          (error: unknown) => turnAway(socket, error, next),
        ),
    );
    const { handlers } = this.owner;
    server.on('connection', (socket) => this.begin(socket, handlers));
    const quickly = this.fastPath.isOpen ? quicken(server.of('/'), this.owner.delivered) : undefined;
    // Other nodes have to hear of it, too.
    this.owner.attach(server, this.owner.adapter ? undefined : quickly);
    return server;
  }

  /** Nest would bind each handler to each socket; ours are the same for all. */
  override bindMessageHandlers(): void {}

  /** Nor is there a gateway that wants to hear of the end of each. */
  override bindClientDisconnect(): void {}

  /** What a connection may cost, from its first byte on. */
  private bound({ engine }: ChatServer, inbound: Inbound): void {
    const { senderOf, prepare } = this.handshake;
    const door = keepDoor({ ...this.handshake, limits: this.limits });
    const use = (middleware: EngineMiddleware) => engine.use(middleware);
    use((request, response, next) => {
      prepare(request);
      // The engine's own answers, its refusals included, are no pages.
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Content-Security-Policy', "frame-ancestors 'none'");
      next();
    });
    use(door);
    engine.on('connection', (connection: EngineConnection & { request: IncomingMessage }) => {
      this.knocks.begin(connection, senderOf(connection.request));
      boundBacklog(connection);
    });
    const polling = new PollingClients(inbound);
    const inside = engine as unknown as { createTransport(name: string, request: IncomingMessage): object };
    const createTransport = inside.createTransport.bind(engine);
    inside.createTransport = (name, request) => {
      const transport = createTransport(name, request);
      if (name === 'polling') polling.bound(transport);
      return transport;
    };
  }

  private begin(socket: ChatSocket, handlers: EventHandlers): void {
    this.knocks.end(engineOf(socket));
    this.socketsOf.begin(socket.data.user.id);
    logger.debug('connected', whose(socket));
    socket.on('disconnect', this.noteEnd);
    forgetHandshake(socket);
    if (!this.fastPath.isOpen) return takeAll(socket, handlers);
    this.heartbeats.add(engineOf(socket));
    quickenAcknowledgements(socket);
    quickenEvents(socket, handlers);
  }

  /**
   * By the session's cookie; a program by an API token, which counts alone then. Asked of the database at each CONNECT: what
   * was right when the connection began need not be any more.
   */
  private async admit(socket: ChatSocket): Promise<void> {
    const { request } = socket;
    if (this.handshake.isBanned(request)) throw new AppError('forbidden', 'Your network address is banned.');
    const { token } = socket.handshake.auth as { token?: unknown };
    const data =
      typeof token === 'string'
        ? await this.handshake.identifyByToken(token, request)
        : await this.handshake.identify(request);
    if (!data) throw signedOut();
    if (this.limits.enabled && this.socketsOf.isFull(data.user.id)) throw tooManySockets();
    Object.assign(socket.data, data);
  }
}

const tooManySockets = () =>
  new AppError('rate_limited', 'Too many of your windows and programs are connected. Close some of them.', {
    retryAfterMs: 5_000,
  });

/** The client finds the code in the `data` of its connect_error. It has asked its one question, and is let go. */
function turnAway(socket: ChatSocket, error: unknown, next: (error: Error) => void): void {
  const { code } = refusalOf(error);
  const { ip } = socket.request as { ip?: string };
  refused.say(`A socket was refused: ${code}`, { address: plainAddress(ip ?? socket.handshake.address) });
  next(Object.assign(new Error(code), { data: { code } }));
  setImmediate(() => socket.conn.close());
}

/**
 * Until the handshake is through, nobody else listens to the errors of an upgraded connection: one that is reset meanwhile
 * would end the process.
 */
function surviveResets(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', destroyReset);
}

function destroyReset(this: Duplex): void {
  this.destroy();
}
