/** One clock for all heartbeats: who answers stays, who falls silent goes, whoever else writes to them meanwhile. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { EngineConnection } from '../../../src/server/platform/sockets/engine.js';
import {
  answerWithin,
  Heartbeats,
  pingEvery,
} from '../../../src/server/platform/sockets/fast-path/heartbeats.js';
import { LoopbackClient } from '../../../src/server/platform/sockets/fast-path/loopback-client.js';
import { eventually } from '../../support/socket.js';

let server: Server;
let port: number;
let heartbeats: Heartbeats;
const clients: LoopbackClient[] = [];

beforeEach(async () => {
  const http = createServer();
  server = new Server(http, { serveClient: false, perMessageDeflate: false });
  heartbeats = new Heartbeats(false);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  ({ port } = http.address() as AddressInfo);
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
  void server.close();
});

/** A client whose heartbeats are ours. */
async function enter(): Promise<{ client: LoopbackClient; connection: EngineConnection }> {
  const connected = once(server, 'connection') as Promise<[{ conn: unknown }]>;
  const client = await LoopbackClient.open(port);
  clients.push(client);
  const [{ conn }] = await connected;
  const connection = conn as EngineConnection;
  heartbeats.add(connection);
  return { client, connection };
}

const turn = (times: number) => {
  for (let nth = 0; nth < times; nth++) heartbeats.advance();
};
const pings = ({ texts }: LoopbackClient) => texts.filter((text) => text === '2').length;

/** Turns until the connection owes an answer. */
function untilPinged(connection: EngineConnection): void {
  for (let nth = 0; nth < pingEvery && connection.pingTimeoutTimer === null; nth++) turn(1);
  expect(connection.pingTimeoutTimer).not.toBeNull();
}

async function answer(client: LoopbackClient, connection: EngineConnection): Promise<void> {
  client.send('3');
  await eventually(() => connection.pingTimeoutTimer === null, 'The answer was not noted.');
}

describe('Anna', () => {
  test('who answers each ping, stays, and is pinged once in a round', async () => {
    const { client, connection } = await enter();
    for (let round = 1; round <= 5; round++) {
      untilPinged(connection);
      await eventually(() => pings(client) === round, 'The ping never came.');
      await answer(client, connection);
    }
    turn(answerWithin - 1);
    expect(connection.readyState).toBe('open');
    expect(pings(client)).toBe(5);
  });

  test('who falls silent, is closed within 27 s of her last word, and not before she had 12 s to answer', async () => {
    const { client, connection } = await enter();
    untilPinged(connection);
    await answer(client, connection);
    // What is left of the round, then the time for an answer; one turn is a second.
    untilPinged(connection);
    turn(answerWithin - 1);
    expect(connection.readyState).toBe('open');
    turn(1);
    expect(connection.readyState).toBe('closed');
    expect(pingEvery + answerWithin).toBeLessThan(27);
  });

  test('whose answer is behind a long upload, is given a second time for it, and no third', async () => {
    const { client, connection } = await enter();
    const uploads = async () => {
      connection.hasRefreshedPingTimeout = false;
      client.send('42["any"]');
      await eventually(() => connection.hasRefreshedPingTimeout, 'The event was not noted.');
    };
    untilPinged(connection);
    await uploads();
    turn(answerWithin);
    expect(connection.readyState).toBe('open');
    await uploads();
    turn(pingEvery);
    expect(connection.readyState).toBe('closed');
    expect(pings(client)).toBe(1);
  });

  test('whose line is full, is pinged all the same, after what waits', async () => {
    const { client, connection } = await enter();
    const waits = { writable: false };
    const { transport } = connection;
    Object.assign(transport, waits);
    untilPinged(connection);
    expect(connection.writeBuffer).toHaveLength(1);
    Object.assign(transport, { writable: true });
    (connection as unknown as { flush(): void }).flush();
    await eventually(() => pings(client) === 1, 'The ping never came.');
    await answer(client, connection);
  });

  test('who leaves, is forgotten within a round', async () => {
    const { client, connection } = await enter();
    client.close();
    await eventually(() => connection.readyState === 'closed', 'The connection stayed.');
    turn(pingEvery);
    expect(heartbeats.count).toBe(0);
  });
});

test('a hundred who come at once are not pinged at once', async () => {
  const connections: EngineConnection[] = [];
  for (let nth = 0; nth < 100; nth++) connections.push((await enter()).connection);
  const owed = () => connections.filter(({ pingTimeoutTimer }) => pingTimeoutTimer !== null).length;
  turn(1);
  expect(owed()).toBeGreaterThan(0);
  expect(owed()).toBeLessThan(10);
  turn(pingEvery - 3);
  expect(connections.every(({ readyState }) => readyState === 'open')).toBe(true);
});
