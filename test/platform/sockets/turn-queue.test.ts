/** What is due to a connection in one turn is one write; whatever goes the libraries' own way comes in its place. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { Server } from 'socket.io';
import { boundBacklog } from '../../../src/server/platform/sockets/bounds/backlog.js';
import type { EngineConnection } from '../../../src/server/platform/sockets/engine.js';
import type { EventHandlers } from '../../../src/server/platform/sockets/events.js';
import { LoopbackClient } from '../../../src/server/platform/sockets/fast-path/loopback-client.js';
import { quicken } from '../../../src/server/platform/sockets/fast-path/quick-broadcast.js';
import { quickenEvents } from '../../../src/server/platform/sockets/fast-path/quick-events.js';
import { quickenAcknowledgements } from '../../../src/server/platform/sockets/fast-path/quick-write.js';
import type { ChatServer, ChatSocket } from '../../../src/server/platform/sockets/socket.js';
import { countWrites } from '../../support/writes.js';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

interface Pair {
  server: ChatServer;
  client: LoopbackClient;
  socket: ChatSocket;
  connection: EngineConnection;
  stream: NetSocket;
}

/** A server of bare Socket.IO with the quick ways, and the one client that is in its room. */
async function meet(): Promise<Pair> {
  const http = createServer();
  const server: ChatServer = new Server(http, { serveClient: false, perMessageDeflate: false });
  closers.push(() => void server.close());
  server.engine.on('connection', boundBacklog);
  server.use(({ data }, next) => next(void (data.language = 'en')));
  quicken(server.of('/'), () => undefined);
  // Announces, and answers some microtasks later, as the room log does.
  const handlers: EventHandlers = new Map([
    [
      'say',
      async () => {
        tell(server, 'said');
        for (let n = 0; n < 10; n++) await Promise.resolve();
        return { ok: true as const, value: 'stored' };
      },
    ],
  ]);
  const arrived = once(server, 'connection') as Promise<[ChatSocket]>;
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const client = await LoopbackClient.open((http.address() as AddressInfo).port);
  closers.push(() => client.close());
  const [socket] = await arrived;
  quickenAcknowledgements(socket);
  quickenEvents(socket, handlers);
  await socket.join('room');
  const connection = socket.conn as unknown as EngineConnection;
  // What was written to say hello has been taken.
  while (!connection.transport.writable) await new Promise(setImmediate);
  return { server, client, socket, connection, stream: connection.transport.socket._socket! };
}

const tell = (server: ChatServer, reason: string) => server.to('room').emit('signed_out', { reason });

/** The reasons that came, in the order in which they came. */
const reasons = ({ client }: Pair) =>
  client.texts.flatMap((text) => /^42\["signed_out",{"reason":"(\w+)/.exec(text)?.[1] ?? []);

test('an announcement and the answer to whoever caused it are one write', async () => {
  const pair = await meet();
  const writes = countWrites(pair.stream);
  pair.client.send('427["say",{}]');
  await pair.client.until(() => pair.client.texts.some((text) => text.startsWith('437')));
  expect(pair.client.texts.slice(-2)).toEqual([
    '42["signed_out",{"reason":"said"}]',
    '437[{"ok":true,"value":"stored"}]',
  ]);
  expect(writes.count).toBe(1);
});

test('many small and large ones of a turn are few writes, and come whole and in order', async () => {
  const pair = await meet();
  const writes = countWrites(pair.stream);
  for (let n = 0; n < 40; n++) tell(pair.server, `${n}_${'x'.repeat(n % 10 === 9 ? 8_000 : 10)}`);
  await pair.client.until(() => reasons(pair).length === 40);
  expect(reasons(pair).map((reason) => Number.parseInt(reason, 10))).toEqual([...Array(40).keys()]);
  expect(writes.count).toBe(1);
});

test('what goes the libraries’ own way comes between what is queued before and after it', async () => {
  const pair = await meet();
  const { server, socket, stream } = pair;
  const from = pair.client.frames.length;
  let n = 0;
  const quick = (length = 0) => tell(server, `${n++}_${'x'.repeat(length)}`);
  const stock = () => socket.emit('signed_out', { reason: `${n++}_` });
  let wasBehind = false;
  for (let turn = 0; turn < 6; turn++) {
    quick();
    quick();
    stock();
    quick();
    await new Promise(setImmediate);
    // More than the kernel takes at once: from here on something waits, and all goes the stock way until it is gone.
    for (let more = 0; more < 100 && stream.writableLength === 0; more++) quick(100_000);
    quick();
    wasBehind ||= stream.writableLength > 0;
    stock();
    await Promise.resolve();
    quick();
    await new Promise((resolve) => setTimeout(resolve, turn * 5));
    quick();
    stock();
    await pair.client.until(() => pair.client.frames.length >= from + n);
  }
  expect(wasBehind).toBe(true);
  expect(reasons(pair).map((reason) => Number.parseInt(reason, 10))).toEqual([...Array(n).keys()]);
});

test('a client that takes nothing in is closed in the very turn in which too much is due to it', async () => {
  const { server, connection, stream } = await meet();
  let most = 0;
  for (let n = 0; n < 20_000 && connection.readyState === 'open'; n++) {
    tell(server, 'x'.repeat(1_000));
    most = Math.max(most, stream.writableLength);
  }
  expect(connection.readyState).toBe('closed');
  expect(most).toBeGreaterThan(0);
  // Of the kernel nothing is known here; what is ours is bounded.
  expect(most).toBeLessThan(1_200_000);
});

test('whoever is sent away gets what was due to them before, then the reason, and nothing after it', async () => {
  const pair = await meet();
  tell(pair.server, 'before');
  pair.socket.emit('signed_out', { reason: 'goodbye' });
  pair.socket.disconnect(true);
  tell(pair.server, 'after');
  // The frame that closes a WebSocket (RFC 6455, 5.5.1), whatever came after it.
  await pair.client.until(() => pair.client.frames.some(([first]) => first === 0x88));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pair.client.frames.at(-1)![0]).toBe(0x88);
  expect(reasons(pair)).toEqual(['before', 'goodbye']);
});

test('nothing follows the frame that closes a connection', async () => {
  const pair = await meet();
  tell(pair.server, 'late');
  pair.socket.conn.close();
  await pair.client.until(() => pair.client.frames.some(([first]) => first === 0x88));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pair.client.frames.at(-1)![0]).toBe(0x88);
});
