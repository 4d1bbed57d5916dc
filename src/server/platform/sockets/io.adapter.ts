/** Socket.IO under Nest, lean: own binding of handlers (a third of the default's memory per connection), own handshake. */
import { type INestApplicationContext, Logger } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { RequestHandler } from 'express';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server, type ServerOptions } from 'socket.io';
import type { ErrorCode } from '../../../shared/errors.js';
import { type EventHandlers, takeAll } from './events.js';
import { FastPath } from './fast-path/fast-path.js';
import { quicken } from './fast-path/quick-broadcast.js';
import { quickenEvents } from './fast-path/quick-events.js';
import { quickenAcknowledgements } from './fast-path/quick-write.js';
import { isOwnOrigin } from './origin.js';
import type { ChatServer, ChatSocket, SocketData } from './socket.js';

export interface Handshake {
  /** The HTTP server's own session middlewares: the cookie means the same on both. Run once per connection. */
  middlewares: RequestHandler[];
  /** Who the request belongs to after the middlewares, or null. */
  identify(request: object): SocketData | null;
  /** Who an API token signs in, or null. */
  identifyByToken(token: string, request: object): Promise<SocketData | null>;
  /** Whether the request comes from an address that may not connect. */
  isBanned(request: object): boolean;
  publicUrl: string | undefined;
}

/** What becomes of the sockets is for those above to say; this folder knows none of them. */
export interface SocketsOwner {
  /** How nodes reach each other's sockets; undefined for one node alone. */
  adapter: ServerOptions['adapter'] | undefined;
  /** What carries out the clients' events. */
  handlers: EventHandlers;
  /** Called once, before anybody can connect. */
  attach: (server: ChatServer) => void;
  /** One broadcast was handed to so many sockets of this node. */
  delivered: (event: unknown, payload: unknown, sockets: number) => void;
}

const logger = new Logger('Socket');

const whose = ({ id, data }: ChatSocket) => ({ socketId: id, userId: data.user.id });

/** One function for all sockets, as each closure would add to what an idle one takes. */
function noteEnd(this: ChatSocket, reason: string): void {
  logger.debug('disconnected', { ...whose(this), reason });
}

export class SamovarIoAdapter extends IoAdapter {
  private readonly fastPath: FastPath;

  constructor(
    app: INestApplicationContext,
    private readonly handshake: Handshake,
    private readonly owner: SocketsOwner,
  ) {
    super(app);
    this.fastPath = app.get(FastPath);
  }

  override createIOServer(_port: number, options?: ServerOptions): Server {
    const httpServer = this.httpServer as HttpServer;
    httpServer.prependListener('upgrade', surviveResets);
    const server: ChatServer = new Server(httpServer, {
      ...options,
      serveClient: false,
      adapter: this.owner.adapter,
      perMessageDeflate: false,
      // A client that takes nothing in, or is gone without a word, is closed within 27 s (promise P11).
      pingInterval: 15_000,
      pingTimeout: 12_000,
      httpCompression: false,
    });
    server.engine.use(refuseForeigners(this.handshake.publicUrl));
    this.runMiddlewares(server);
    server.use((socket, next) => void this.admit(socket).then(() => next(), next));
    const { handlers } = this.owner;
    server.on('connection', (socket) => {
      this.listen(socket, handlers);
      logger.debug('connected', whose(socket));
      socket.on('disconnect', noteEnd);
    });
    if (this.fastPath.isOpen) quicken(server.of('/').adapter, this.owner.delivered);
    this.owner.attach(server);
    return server;
  }

  /** Nest would bind each handler to each socket; ours are the same for all. */
  override bindMessageHandlers(): void {}

  private listen(socket: ChatSocket, handlers: EventHandlers): void {
    if (!this.fastPath.isOpen) return takeAll(socket, handlers);
    quickenAcknowledgements(socket);
    quickenEvents(socket, handlers);
  }

  /** On the handshake only: a polling client's later requests carry `sid` and are already known. */
  private runMiddlewares(server: ChatServer): void {
    for (const middleware of this.handshake.middlewares) {
      server.engine.use((request: { _query?: { sid?: string } }, response: unknown, next: () => void) => {
        if (request._query?.sid !== undefined) next();
        else void middleware(request as never, response as never, next);
      });
    }
  }

  /** By the session's cookie; a program by an API token, which counts alone then. */
  private async admit(socket: ChatSocket): Promise<void> {
    if (this.handshake.isBanned(socket.request)) throw connectError('forbidden');
    const { token } = socket.handshake.auth as { token?: unknown };
    const data =
      typeof token === 'string'
        ? await this.handshake.identifyByToken(token, socket.request)
        : this.handshake.identify(socket.request);
    if (!data) throw connectError('unauthenticated');
    Object.assign(socket.data, data);
  }
}

/** The client finds the code in the `data` of its connect_error. */
const connectError = (code: ErrorCode) => Object.assign(new Error(code), { data: { code } });

/**
 * Until the handshake is through, which takes a look at the database, nobody else listens to the errors of an upgraded
 * connection: one that is reset meanwhile would end the process.
 */
function surviveResets(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
}

/** A foreign page gets 403 before anything else; Socket.IO's own `allowRequest` would answer an upgrade with 400. */
function refuseForeigners(publicUrl: string | undefined) {
  return (request: IncomingMessage, _response: unknown, next: () => void): void => {
    if (isOwnOrigin(request, publicUrl)) return next();
    request.socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  };
}
