/** The quick ways to write to sockets: the same to the byte as the libraries' own, taken where they fit, left where not. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { transports } from 'engine.io';
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { type EventHandlers, takeAll } from '../../../src/server/platform/sockets/events.js';
import { FastPath } from '../../../src/server/platform/sockets/fast-path/fast-path.js';
import { LoopbackClient } from '../../../src/server/platform/sockets/fast-path/loopback-client.js';
import { findFault } from '../../../src/server/platform/sockets/fast-path/probe.js';
import { quicken } from '../../../src/server/platform/sockets/fast-path/quick-broadcast.js';
import { quickenEvents } from '../../../src/server/platform/sockets/fast-path/quick-events.js';
import { quickenAcknowledgements } from '../../../src/server/platform/sockets/fast-path/quick-write.js';
import type { ChatServer } from '../../../src/server/platform/sockets/socket.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Tab } from '../../support/socket.js';
import { startStockApp } from '../../support/stock-app.js';
import { Visitor } from '../../support/visitor.js';

/** What the stock way writes: packets that are messages, pings left out. */
let writtenByStock = 0;
const prototype = transports.websocket.prototype as unknown as {
  send: (this: object, packets: { type: string }[]) => void;
};
const sendByStock = prototype.send;

beforeAll(() => {
  prototype.send = function (packets) {
    writtenByStock += packets.filter(({ type }) => type === 'message').length;
    sendByStock.call(this, packets);
  };
});
afterAll(() => void (prototype.send = sendByStock));

describe('Both ways', () => {
  const closers: (() => void)[] = [];
  afterEach(() => closers.splice(0).forEach((close) => close()));

  // Around the lengths at which a frame's header grows, in characters of one, two and four bytes, and far beyond them.
  const texts = [
    ...Array.from({ length: 60 }, (_, n) => 'x'.repeat(60 + n)),
    ...Array.from({ length: 30 }, (_, n) => 'ё'.repeat(30 + n)),
    ...Array.from({ length: 80 }, (_, n) => 'x'.repeat(65_460 + n)),
    '',
    '"\\\n\u2028\u0000 👩‍👩‍👧 \ud800 ﷽',
    '👩‍👩‍👧'.repeat(20_000),
  ];

  const handlers: EventHandlers = new Map([
    ['echo', (_socket, nth) => Promise.resolve({ ok: true as const, value: texts[Number(nth)] })],
  ]);

  /** A server of bare Socket.IO, and one more client of it, whenever it is asked for. */
  async function serve(isQuick: boolean) {
    const http: HttpServer = createServer();
    const server: ChatServer = new Server(http, { serveClient: false, perMessageDeflate: false });
    closers.push(() => void server.close());
    server.use(({ data }, next) => next(void (data.language = 'en')));
    server.on('connection', (socket) => {
      if (isQuick) quickenAcknowledgements(socket);
      if (isQuick) quickenEvents(socket, handlers);
      else takeAll(socket, handlers);
      void socket.join('everybody');
    });
    if (isQuick) quicken(server.of('/'), () => undefined);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const enter = async () => {
      const client = await LoopbackClient.open(port);
      closers.push(() => client.close());
      return client;
    };
    return { server, enter };
  }

  test('acknowledge and tell the same, to the byte, whatever it is and however long', async () => {
    const converse = async (isQuick: boolean) => {
      const { server, enter } = await serve(isQuick);
      const client = await enter();
      const from = client.frames.length;
      writtenByStock = 0;
      for (const [nth, reason] of texts.entries()) {
        client.send(`42${nth}["echo",${nth}]`);
        server.to('everybody').emit('signed_out', { reason });
        await client.until(() => client.frames.length === from + 2 * nth + 2);
      }
      client.send('427["error","who listens to this?"]');
      client.send('428["nonsense"]');
      client.send('42["nonsense"]');
      client.send('429["echo",0]');
      await client.until(() => client.texts.at(-1)!.startsWith('439'));
      const came = client.frames.slice(from).map((frame) => frame.toString('latin1'));
      return { came: came.sort(), byStock: writtenByStock };
    };
    const stock = await converse(false);
    const quick = await converse(true);
    expect(stock.came).toHaveLength(2 * texts.length + 3);
    expect(quick.came.length).toBe(stock.came.length);
    // Not toEqual, which would print megabytes.
    expect(quick.came.findIndex((frame, index) => frame !== stock.came[index])).toBe(-1);
    expect(stock.byStock).toBe(stock.came.length);
    // The long ones may find the one before on its way still.
    expect(quick.byStock).toBeLessThan(stock.byStock / 2);
  });

  test('tell a crowd of more than a thousand the same', async () => {
    const gatherAround = async (isQuick: boolean) => {
      const { server, enter } = await serve(isQuick);
      const crowd: LoopbackClient[] = [];
      while (crowd.length < 1_050) crowd.push(...(await Promise.all(Array.from({ length: 50 }, enter))));
      const from = crowd[0]!.frames.length;
      for (const reason of texts.slice(0, 40)) server.to('everybody').emit('signed_out', { reason });
      for (const client of crowd) await client.until(() => client.frames.length === from + 40);
      return crowd.map(({ frames }) => Buffer.concat(frames.slice(from)).toString('latin1'));
    };
    const stock = await gatherAround(false);
    const quick = await gatherAround(true);
    expect(new Set(stock).size).toBe(1);
    expect(new Set([...stock, ...quick]).size).toBe(1);
  });
});

describe('A server', () => {
  let quick: TestApp;
  let stock: TestApp;
  let anna: Visitor;

  beforeAll(async () => {
    quick = await startApp({ RATE_LIMITS: 'off' });
    stock = await startStockApp({ RATE_LIMITS: 'off' }, quick.database);
    anna = new Visitor(quick.url);
    await anna.register('anna');
  });
  afterAll(async () => {
    await stock.close();
    await quick.close();
  });

  /** What the libraries' own way wrote of twenty messages to one tab, each with its acknowledgement. */
  async function talk(app: TestApp, room: string): Promise<number> {
    const roomId = await addRoom(app.database, room);
    const tab = await Tab.open(app.url, anna.cookieHeader);
    try {
      await tab.join(room);
      writtenByStock = 0;
      for (let n = 0; n < 20; n++) {
        const { id } = await tab.say(roomId, `message ${n}`);
        await tab.until('chat_message', ({ messages }) => messages.some((message) => message.id === id));
      }
      expect(tab.messages(roomId).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      expect((await tab.refusal('dance' as 'join', {})).code).toBe('invalid');
      return writtenByStock;
    } finally {
      tab.close();
    }
  }

  test('takes the quick way with the libraries as they are, and nothing goes the other one', async () => {
    expect(await findFault()).toBeNull();
    expect(quick.app.get(FastPath).isOpen).toBe(true);
    expect(await talk(quick, 'quick')).toBe(0);
  });

  test('goes their own way when a member is gone, and people notice nothing', async () => {
    expect(stock.app.get(FastPath).isOpen).toBe(false);
    expect(await talk(stock, 'stock')).toBeGreaterThanOrEqual(41);
  });

  test('answers the same, to the byte, on both', async () => {
    const roomId = await addRoom(quick.database, 'twins');
    const tab = await Tab.open(quick.url, anna.cookieHeader);
    await tab.join('twins');
    for (let n = 0; n < 30; n++) await tab.say(roomId, `${n} ${'ё👩‍👩‍👧 '.repeat(300)}`);
    tab.close();
    const answers = await Promise.all(
      [quick, stock].map(async ({ url }) => {
        const headers = { Cookie: anna.cookieHeader, Origin: url };
        const client = await LoopbackClient.open(Number(new URL(url).port), headers);
        const answer = async (id: number, request: object) => {
          client.send(`42${id}${JSON.stringify(['history', { roomId, ...request }])}`);
          await client.until(() => client.texts.some((text) => text.startsWith(`43${id}[`)));
          return client.frames[client.texts.findIndex((text) => text.startsWith(`43${id}[`))]!;
        };
        const frames = [
          await answer(1, { limit: 1 }),
          await answer(2, { limit: 5 }),
          await answer(3, {}),
          await answer(4, { before: -1 }),
        ];
        client.close();
        return frames;
      }),
    );
    expect(answers[0]![2]!.length).toBeGreaterThan(65_536);
    for (const [index, frame] of answers[0]!.entries()) expect(frame.equals(answers[1]![index]!)).toBe(true);
  });
});
