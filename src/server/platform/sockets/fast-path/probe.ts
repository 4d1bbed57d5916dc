/** Whether the quick ways fit the libraries as they are here, tried on real connections before anybody is let in. */
import { transports } from 'engine.io';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { boundBacklog } from '../bounds/backlog.js';
import { type EventHandlers, takeAll } from '../events.js';
import type { EngineConnection } from '../engine.js';
import type { ChatServer, ChatSocket } from '../socket.js';
import { answerWithin, Heartbeats, pingEvery } from './heartbeats.js';
import { idleStream } from './idle-stream.js';
import { LoopbackClient } from './loopback-client.js';
import { type Part, type PrivateMember, privateMembers } from './private-members.js';
import { quicken } from './quick-broadcast.js';
import { quickenEvents } from './quick-events.js';
import { quickenAcknowledgements } from './quick-write.js';

/** Milliseconds; it takes about 20. A machine that takes longer than this goes without. */
const patience = 5_000;

/** A frame's header has one of three lengths; and not every character is one byte. */
const texts = ['short', 'ё👩‍👩‍👧"\\ '.repeat(20), 'ё'.repeat(33_000)];

const handlers: EventHandlers = new Map([
  ['probe', (_socket, nth) => Promise.resolve({ ok: true as const, value: texts[Number(nth)] })],
]);

interface Pair {
  socket: ChatSocket;
  client: LoopbackClient;
}

/** What stands in the way of the quick ways, as a part of a sentence; null when nothing does. */
export async function findFault(): Promise<string | null> {
  const http = createServer();
  const server: ChatServer = new Server(http, { serveClient: false, perMessageDeflate: false });
  server.engine.on('connection', boundBacklog);
  server.use(({ data }, next) => next(void (data.language = 'en')));
  const pairs: Pair[] = [];
  try {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return await inTime(compare(server, (http.address() as AddressInfo).port, pairs));
  } catch (error) {
    return (error as Error).message;
  } finally {
    for (const { client } of pairs) client.close();
    void server.close();
  }
}

async function compare(server: ChatServer, port: number, pairs: Pair[]): Promise<string | null> {
  const stock = await connect(server, port);
  pairs.push(stock);
  const missing = privateMembers.find((member) => !has(partsOf(server, stock.socket), member));
  if (missing) return `${missing.package} has no ${missing.member} any more, which ${missing.use}`;
  takeAll(stock.socket, handlers);
  const emitTo = ({ socket }: Pair) => {
    return (reason: string) => void server.to(socket.id).emit('signed_out', { reason });
  };
  const expected = await converse(stock, emitTo(stock));

  const quickly = quicken(server.of('/'), () => undefined);
  const quick = await connect(server, port);
  pairs.push(quick);
  quickenAcknowledgements(quick.socket);
  quickenEvents(quick.socket, handlers);
  const audience = { rooms: new Set([quick.socket.id]), except: undefined, isVolatile: false };
  const tell = (reason: string) => quickly.tell(audience, 'signed_out', { reason });
  for (const way of [emitTo(quick), tell])
    if (!(await converse(quick, way)).equals(expected))
      return 'what is written quickly is not what the libraries write';
  return (await keepsBeating(quick)) ? null : 'the answer to a ping is not taken for one';
}

/** Pings, takes the answer, and after a ping without one ends the connection. */
async function keepsBeating({ socket, client }: Pair): Promise<boolean> {
  const connection = socket.conn as unknown as EngineConnection;
  const heartbeats = new Heartbeats(false);
  heartbeats.add(connection);
  const from = client.frames.length;
  for (let turn = 0; turn < pingEvery && connection.pingTimeoutTimer === null; turn++) heartbeats.advance();
  await client.until(() => client.texts.slice(from).includes('2'));
  client.send('3');
  await until(() => connection.pingTimeoutTimer === null);
  for (let turn = 0; turn < pingEvery + answerWithin; turn++) heartbeats.advance();
  return connection.readyState === 'closed';
}

async function connect(server: ChatServer, port: number): Promise<Pair> {
  const connected = once(server, 'connection') as Promise<[ChatSocket]>;
  const client = await LoopbackClient.open(port);
  const [socket] = await connected;
  return { socket, client };
}

/**
 * Broadcasts and acknowledges each of the texts; in one turn also before and after something that goes the stock way. All that
 * came, to the byte.
 */
async function converse({ socket, client }: Pair, tell: (reason: string) => void): Promise<Buffer> {
  const from = client.frames.length;
  const came = (frames: number) => client.until(() => client.frames.length >= frames);
  for (const [nth, reason] of texts.entries()) {
    await becomeIdle(socket);
    tell(reason);
    tell('again');
    socket.emit('signed_out', { reason: 'by itself' });
    tell(reason);
    await came(from + 5 * nth + 4);
    await becomeIdle(socket);
    client.send(`42${nth}["probe",${nth}]`);
    await came(from + 5 * nth + 5);
  }
  return Buffer.concat(client.frames.slice(from));
}

/** Nothing waits on this connection any more: were it never found so, the quick ways would never be taken. */
const becomeIdle = (socket: ChatSocket) =>
  until(() => idleStream(socket.conn as unknown as EngineConnection) !== null);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

function has(parts: Record<Part, object>, { part, member, type }: PrivateMember): boolean {
  return typeof (parts[part] as Record<string, unknown> | undefined)?.[member] === type;
}

function partsOf(server: ChatServer, socket: ChatSocket): Record<Part, object> {
  const { adapter } = socket.nsp as unknown as {
    adapter: { _encode?(packet: object, options: object): void };
  };
  const options = {};
  adapter._encode?.({ type: 2, nsp: '/', data: ['probe'] }, options);
  const transport = socket.conn.transport as unknown as { socket: object };
  return {
    adapter,
    options,
    socket,
    engine: server.engine,
    connection: socket.conn,
    request: socket.request,
    transport,
    webSocket: transport.socket,
    polling: pollingTransport(),
  };
}

/** One that nobody uses. The engine calls it as a constructor, which its types do not know of. */
function pollingTransport(): object {
  const Polling = transports.polling as unknown as new (request: object) => object;
  return new Polling({ _query: {} });
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`it was not found out within ${patience} ms`)), patience).unref();
  });
  return Promise.race([work, late]);
}
