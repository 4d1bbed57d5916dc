/** What a connection may cost: of a stranger before it has signed in, of anybody who sends too much or takes nothing in. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connections } from '../../../src/server/delivery/connections.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { RawPolling } from '../../support/raw-polling.js';
import { RawSocket } from '../../support/raw-socket.js';
import { eventually, Tab } from '../../support/socket.js';
import { startStockApp } from '../../support/stock-app.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
/** Another node, on which all goes the libraries' own way. */
let stock: TestApp;
let anna: Visitor;
/** Chats while the others are at work. */
let vera: Visitor;
let hall: number;
/** Those that the slow tests wait for while the others run. */
let silent: Promise<number>;
let deaf: Promise<number>;
let mute: Promise<number>;

beforeAll(async () => {
  app = await startApp();
  stock = await startStockApp({ RATE_LIMITS: 'off' }, app.database);
  anna = new Visitor(app.url);
  await anna.register('anna');
  hall = await addRoom(app.database, 'hall');
  vera = new Visitor(app.url);
  await vera.register('vera');
  silent = lifetime((await RawSocket.open(app.url)).closed);
  deaf = lifetime(neverPoll(await RawPolling.open(app.url, cookie())));
  mute = lifetime(neverAnswer(await RawSocket.open(app.url, cookie())));
});

afterAll(async () => {
  await stock.close();
  await app.close();
});

const cookie = () => ({ cookie: anna.cookieHeader });

/** Milliseconds until something has ended that lives from now on. */
async function lifetime(end: Promise<unknown>): Promise<number> {
  const since = Date.now();
  await end;
  return Date.now() - since;
}

/** Signs in, and answers no ping, until the server has let go of it. */
async function neverAnswer(socket: RawSocket): Promise<void> {
  socket.answersPings = false;
  await socket.connect();
  await socket.closed;
}

/** Signs in, then only answers pings it has not heard, until the server has let go of it. */
async function neverPoll(polling: RawPolling): Promise<void> {
  await polling.connect();
  while (await isThere(polling, '3')) await new Promise((resolve) => setTimeout(resolve, 1_000));
}

/** Whether the server knows the connection still: it takes the packet. */
const isThere = (polling: RawPolling, packet: string) =>
  polling.post(packet).then(
    ({ status }) => status === 200,
    () => false,
  );

/** That somebody else is served meanwhile. */
async function othersAreServed(): Promise<void> {
  const tab = await Tab.open(app.url, vera.cookieHeader);
  await tab.must('history', { roomId: hall, limit: 1 });
  tab.close();
}

const connectionsOf = ({ app }: TestApp) => app.get(Connections).server!.engine.clientsCount;

describe('A connection that has not signed in', () => {
  test('is not believed for what its session once was: CONNECT asks again', async () => {
    const olga = new Visitor(app.url);
    await olga.register('olga');
    const polling = await RawPolling.open(app.url, { cookie: olga.cookieHeader });
    const socket = await RawSocket.open(app.url, { cookie: olga.cookieHeader });
    await olga.signOut();
    expect(await polling.connect()).toBe('44{"message":"unauthenticated","data":{"code":"unauthenticated"}}');
    expect(await socket.connect()).toBe('44{"message":"unauthenticated","data":{"code":"unauthenticated"}}');
    await socket.closed;
    await polling.post('40');
    expect((await polling.poll()).join()).toMatch(/^(6,)?1$/);
  });

  test('ends when its socket leaves the namespace: nobody comes back on it', async () => {
    const socket = await RawSocket.open(app.url, cookie());
    expect(await socket.connect()).toMatch(/^40/);
    socket.send('41');
    await socket.closed;
    const polling = await RawPolling.open(app.url, cookie());
    await polling.connect();
    await polling.post('41');
    await eventually(async () => !(await isThere(polling, '40')), 'The parked connection stayed.');
  });

  test('asks once: the second CONNECT ends it, as does whatever else comes before the answer', async () => {
    for (const packets of [
      ['40', '40'],
      ['40/nowhere,', '40/nowhere,'],
      ['40', '42["join",{"room":"hall"}]'],
    ]) {
      const socket = await RawSocket.open(app.url);
      packets.forEach((packet) => socket.send(packet));
      await socket.closed;
    }
  });

  test('holds nobody up with a body full of CONNECTs', async () => {
    const bodies = [Array<string>(900).fill('40'), Array<string>(30_000).fill('40')];
    for (const body of bodies) {
      const strangers = await Promise.all(Array.from({ length: 3 }, () => RawPolling.open(app.url)));
      const before = process.memoryUsage().heapUsed;
      await Promise.allSettled(strangers.map((stranger) => stranger.post(body)));
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
      await othersAreServed();
      for (const stranger of strangers) expect(await isThere(stranger, '6')).toBe(false);
    }
    const stranger = await RawPolling.open(app.url);
    expect((await stranger.post('4'.repeat(100_001))).status).toBe(413);
  });

  test('makes room for those who come after it, as there is only so much', async () => {
    const first = await RawSocket.open(app.url);
    const others = await Promise.all(Array.from({ length: 500 }, () => RawSocket.open(app.url)));
    await first.closed;
    await othersAreServed();
    others.forEach((other) => other.close());
  });

  test('makes no room for those who come through the same proxy that hides their addresses', async () => {
    const hidden = { headers: { 'x-forwarded-for': '192.0.2.7' } };
    const first = await RawSocket.open(app.url, hidden);
    const others = await Promise.all(Array.from({ length: 510 }, () => RawSocket.open(app.url, hidden)));
    expect(await first.connect()).toContain('unauthenticated');
    others.forEach((other) => other.close());
  });
});

describe('A client that sends too much is closed', () => {
  test.each([
    ['events that nobody knows', (socket: RawSocket) => socket.send('421["nonsense"]')],
    ['events that say nothing', (socket: RawSocket) => socket.send('422["join",7]')],
    ['packets that nobody asked for', (socket: RawSocket) => socket.send('6')],
    ['megabytes', (socket: RawSocket) => socket.send(`423["message","${'x'.repeat(90_000)}"]`)],
    // Masked with zeros (RFC 6455, 5.2): a ping, and a text in pieces of nothing.
    ['pings of WebSocket', (socket: RawSocket) => socket.stream.write(Buffer.from([0x89, 0x80, 0, 0, 0, 0]))],
    ['empty pieces', (socket: RawSocket) => socket.stream.write(Buffer.from([0x00, 0x80, 0, 0, 0, 0]))],
  ])('%s', async (_, send) => {
    const socket = await RawSocket.open(app.url, cookie());
    await socket.connect();
    if (send.toString().includes('0x00')) socket.stream.write(Buffer.from([0x01, 0x80, 0, 0, 0, 0]));
    for (let n = 0; n < 4_000 && !socket.isClosed; n++) {
      send(socket);
      if (n % 20 === 0) await new Promise(setImmediate);
    }
    await socket.closed;
    await othersAreServed();
  });

  test('a person has a hundred sockets, the next one is told why it gets none', async () => {
    const boris = new Visitor(app.url);
    await boris.register('boris');
    const open = () => RawSocket.open(app.url, { cookie: boris.cookieHeader });
    const sockets = await Promise.all(Array.from({ length: 100 }, open));
    for (const socket of sockets) expect(await socket.connect()).toMatch(/^40/);
    expect(await (await open()).connect()).toContain('rate_limited');
    sockets[0]!.close();
    await eventually(async () => (await (await open()).connect()).startsWith('40'), 'No place came free.');
    sockets.forEach((socket) => socket.close());
  });
});

describe('A client that takes nothing in', () => {
  beforeAll(async () => {
    const text = '﷽'.repeat(4_000);
    await app.database.query(
      `with counter as (update rooms set last_seq = 100, rev = 100 where id = $1 returning id)
       insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
       select $1, n, n, (select id from users where username = 'anna'), gen_random_uuid(), 'text', $2, now()
       from counter, generate_series(1, 100) n`,
      [hall, text],
    );
  });

  const ways = [
    ['quick', () => app],
    ['stock', () => stock],
  ] as const;

  test.each(ways)('is closed when a megabyte of answers waits for it (%s)', async (_, node) => {
    const socket = await RawSocket.open(node().url, cookie());
    await socket.connect();
    const others = connectionsOf(node());
    socket.pause();
    // The kernel takes some megabytes before anything waits in the server.
    for (let n = 0; n < 90; n++) socket.send(`42${n}["history",{"roomId":${hall},"limit":100}]`);
    await eventually(() => connectionsOf(node()) < others, 'The connection stayed.');
  });

  test.each(ways)('is closed when a megabyte of news waits for it (%s)', async (_, node) => {
    const socket = await RawSocket.open(node().url, cookie());
    await socket.connect();
    await socket.ask('join', { room: 'hall', rev: 100 });
    const polling = await RawPolling.open(node().url, cookie());
    await polling.connect();
    const joining = await polling.post(`421["join",{"room":"hall","rev":100}]`);
    expect(joining.status).toBe(200);
    socket.pause();
    const others = connectionsOf(node());
    const { server } = node().app.get(Connections);
    for (let n = 0; n < 40; n++) {
      server!.to(`room:${hall}`).emit('signed_out', { reason: 'x'.repeat(500_000) });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await eventually(() => connectionsOf(node()) <= others - 2, 'A connection stayed.');
  });
});

describe('Time', () => {
  test('a connection that does not sign in is closed after ten seconds', async () => {
    expect(await silent).toBeLessThan(60_000);
  });

  test('a client that answers no ping is closed within half a minute', async () => {
    const lived = await mute;
    expect(lived).toBeGreaterThan(11_000);
    expect(lived).toBeLessThan(60_000);
  }, 90_000);

  test('a client that never polls is closed within half a minute, whatever it says', async () => {
    expect(await deaf).toBeLessThan(60_000);
  }, 90_000);
});
