/** Whoever asks and does not read, or does not finish asking, costs little and is gone soon; the others do not notice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, fillRoom } from '../../support/factories.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { rawConnection } from '../../support/raw-http.js';
import { eventually, promised, Tab } from '../../support/socket.js';

let app: TestApp;
let greedy: Caller;
let other: Caller;
let roomId: number;
/** The server's ends of all connections. */
const ends = new Set<Socket>();
/** What takes its time goes on beside the first test. */
let unfinished: ReturnType<typeof askWithoutEnd>;
let longPoll: ReturnType<typeof waitForNews>;
let tabs: Tab[];

beforeAll(async () => {
  app = await startApp();
  greedy = await newCaller(app, 'greedy');
  other = await newCaller(app, 'other');
  roomId = await addRoom(app.database, 'long', { members: [greedy.user, other.user] });
  await fillRoom(app.database, roomId, other.user.id, 100);
  await app.database.query(`update messages set html = repeat('<b>x</b>', 1000)`);
  app.app.getHttpServer().on('connection', (socket: Socket) => {
    ends.add(socket);
    socket.once('close', () => ends.delete(socket));
  });
  tabs = await Promise.all(
    ['websocket', 'polling'].map((transport) =>
      Tab.open(app.url, '', { transports: [transport], token: other.token }),
    ),
  );
  [unfinished, longPoll] = [askWithoutEnd(), waitForNews()];
  for (const begun of [unfinished, longPoll]) begun.catch(() => undefined);
  // The poll waits by then, and has nothing to do with how busy the server is with the others.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
});
afterAll(async () => {
  tabs.forEach((tab) => tab.close());
  await app.close();
});

/** Bytes that lie in the server because nobody takes them. */
const untaken = () => [...ends].reduce((sum, { writableLength }) => sum + writableLength, 0);

/** Milliseconds until the server ends a connection. */
const untilEnd = (connection: Socket): Promise<number> => {
  const begun = Date.now();
  return new Promise((resolve) => connection.resume().once('close', () => resolve(Date.now() - begun)));
};

/** What one person's unread answers may take: 20 at once, 1 MB each. */
const aPersonsShare = 20 * 1024 * 1024;

test('300 requests for long pages whose answers are not read', async () => {
  const path = `/api/rooms/${roomId}/messages?limit=100`;
  const ask = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${greedy.token}\r\n\r\n`;
  const connections = await Promise.all(Array.from({ length: 20 }, () => rawConnection(app.url)));
  for (const connection of connections) connection.pause().write(ask.repeat(15));
  // Those that wait behind an unread one of the same connection hold the person's places.
  await eventually(() => untaken() > 100_000, 'Nothing was left unread: the test proves nothing.');
  const begun = Date.now();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, untaken())), 50);

  for (let n = 0; n < 5; n++) {
    const isServed = async () => (await other.call('GET', '/api/me')).status === 200;
    await eventually(isServed, 'Others are not served.', promised(5_000));
  }
  // The server's ends of connections that nobody reads.
  const unread = () => [...ends].filter(({ writableLength }) => writableLength > 0).length;
  await eventually(() => unread() === 0, 'Connections that nobody reads are still open.', promised(60_000));
  clearInterval(watch);
  expect(Date.now() - begun).toBeLessThan(promised(35_000));
  expect(most).toBeLessThan(aPersonsShare);
  for (const connection of connections) connection.destroy();
  expect((await greedy.call('GET', '/api/me')).status).toBe(200);
});

test('Requests that are never finished', async () => {
  for (const [patience, took] of await unfinished) expect(took).toBeLessThan(promised(patience));
});

test('A long poll is no idle connection: it waits longer than an unread answer may', async () => {
  const { status, took } = await longPoll;
  expect([status, took > 19_000]).toEqual([200, true]);
  // Nor is a tab in which nothing happens.
  expect(tabs.map(({ socket }) => socket.connected)).toEqual([true, true]);
});

/** Milliseconds that each of them may take, and took. */
function askWithoutEnd(): Promise<[number, number][]> {
  const begun: [string, number][] = [
    ['', 25_000],
    ['GET /login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 25_000],
    ['POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\na', 40_000],
  ];
  return Promise.all(
    begun.map(async ([text, patience]) => {
      const connection = await rawConnection(app.url);
      connection.write(text);
      const trickle = setInterval(() => text && connection.write('x'), 1_000);
      const took = await untilEnd(connection);
      clearInterval(trickle);
      return [patience, took];
    }),
  );
}

async function waitForNews(): Promise<{ status: number; took: number }> {
  const { rev } = await other.must<{ rev: number }>('GET', `/api/rooms/${roomId}/changes`);
  const asked = Date.now();
  const { status } = await other.call('GET', `/api/rooms/${roomId}/changes?after=${rev}&wait=20`);
  return { status, took: Date.now() - asked };
}
