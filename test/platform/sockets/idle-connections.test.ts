/** What a connection keeps that has come in and does nothing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connections } from '../../../src/server/delivery/connections.js';
import type { EngineConnection } from '../../../src/server/platform/sockets/engine.js';
import { startApp, type TestApp } from '../../support/app.js';
import { createTestDatabase } from '../../support/database.js';
import { addRoom } from '../../support/factories.js';
import { RawSocket } from '../../support/raw-socket.js';
import { startServer, temporaryFolder } from '../../support/server-process.js';
import { eventually, Tab } from '../../support/socket.js';
import { startStockApp } from '../../support/stock-app.js';
import { Visitor } from '../../support/visitor.js';

describe('The handshake', () => {
  let quick: TestApp;
  let stock: TestApp;
  let anna: Visitor;

  beforeAll(async () => {
    quick = await startApp();
    stock = await startStockApp({}, quick.database);
    anna = new Visitor(quick.url);
    await anna.register('anna');
    await addRoom(quick.database, 'hall');
  });

  afterAll(async () => {
    await stock.close();
    await quick.close();
  });

  const ways: [string, () => TestApp, string[]][] = [
    ['quick, by WebSocket', () => quick, ['websocket']],
    ['quick, by polling', () => quick, ['polling']],
    ['quick, by polling first', () => quick, ['polling', 'websocket']],
    ['stock, by WebSocket', () => stock, ['websocket']],
    ['stock, by polling first', () => stock, ['polling', 'websocket']],
  ];

  test.each(ways)(
    'is forgotten once somebody has come in, and they chat on (%s)',
    async (_, node, transports) => {
      const { app, url } = node();
      const tab = await Tab.open(url, anna.cookieHeader, { transports });
      const { room } = await tab.join('hall');
      const inside = app.get(Connections).server!.of('/').sockets.get(tab.socket.id!)!;
      const connection = inside.conn as unknown as EngineConnection;
      const last = transports.at(-1);
      await eventually(
        () => connection.transport.name === last && !connection.upgrading,
        'It never upgraded.',
      );
      expect(JSON.stringify([inside.handshake, connection.request])).not.toContain('cookie');
      expect(inside.request.headers).toEqual({});
      if (last === 'websocket')
        expect(connection.transport.socket.listeners('error').map(({ name }) => name)).not.toContain(
          'onUpgradeError',
        );
      const { id } = await tab.say(room.id, `after the handshake, ${transports.join()}`);
      await eventually(
        () => tab.messages(room.id).some((message) => message.id === id),
        'The message never came.',
      );
      tab.close();
    },
  );

  test('once forgotten, a connection that is reset ends alone', async () => {
    const tab = await Tab.open(quick.url, anna.cookieHeader);
    const socket = await RawSocket.open(quick.url, { cookie: anna.cookieHeader });
    await socket.connect();
    socket.stream.resetAndDestroy();
    await eventually(() => quick.app.get(Connections).count === 1, 'The connection stayed.');
    expect((await tab.join('hall')).room.name).toBe('hall');
    tab.close();
  });
});

/** Bytes of the heap for each: measured at 11,800 to 12,700, and 10 % more would be a loss. */
const bytesEach = 13_400;

test('an idle connection that has joined a room takes no more of the heap than it did', async () => {
  const database = await createTestDatabase();
  const scale = `
    process.on('SIGUSR2', () => { gc(); gc(); console.log('heap ' + process.memoryUsage().heapUsed + ';'); });`;
  const server = await startServer(
    { DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off' },
    {
      command: [
        process.execPath,
        '--expose-gc',
        '--import',
        `data:text/javascript,${encodeURIComponent(scale)}`,
        'dist/bundle/main.js',
      ],
    },
  );
  const weigh = async () => {
    const weighed = () => [...server.output().matchAll(/heap (\d+);/g)];
    const before = weighed().length;
    server.kill('SIGUSR2');
    await eventually(() => weighed().length > before, 'The heap was not weighed.');
    return Number(weighed().at(-1)![1]);
  };
  const anna = new Visitor(server.url);
  await anna.register('anna');
  const enter = (count: number) =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const socket = await RawSocket.open(server.url, { cookie: anna.cookieHeader });
        await socket.connect();
        await socket.ask('join', { room: 'hall' });
        return socket;
      }),
    );
  await addRoom(database, 'hall');
  // Code and tables that the first ones bring.
  const warm = await enter(300);
  const empty = await weigh();
  const idle = await enter(300);
  const perConnection = ((await weigh()) - empty) / idle.length;
  expect(perConnection).toBeLessThan(bytesEach);
  expect(perConnection).toBeGreaterThan(bytesEach / 3);
  for (const socket of [...warm, ...idle]) socket.close();
  await server.stop();
  await database.drop();
});
