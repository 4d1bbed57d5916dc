import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'socket.io-client';
import { startApp, type TestApp } from '../../support/app.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { addRoom, addUser } from '../../support/factories.js';
import { eventually, patience, Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

describe("The socket's handshake and edge", () => {
  let app: TestApp;
  let anna: Visitor;

  beforeAll(async () => {
    app = await startApp();
    anna = new Visitor(app.url);
    await anna.register('anna');
    await addRoom(app.database, 'hall');
  });

  afterAll(() => app.close());

  test('needs a session', async () => {
    const refusal = await Tab.open(app.url, '').catch((error: unknown) => error);
    expect((refusal as { data: unknown }).data).toEqual({ code: 'unauthenticated' });
  });

  /** The status of a handshake's first request, by polling or as an upgrade to a WebSocket. */
  const handshake = (headers: Record<string, string>, transport: 'polling' | 'websocket') =>
    new Promise<number>((resolve, reject) => {
      const upgrade = {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'c2Ftb3ZhcnNhbW92YXI9PQ==',
      };
      const asking = request(`${app.url}/socket.io/?EIO=4&transport=${transport}`, {
        headers: { cookie: anna.cookieHeader, ...(transport === 'websocket' ? upgrade : {}), ...headers },
      });
      asking.on('response', (response) => resolve(response.resume().statusCode!));
      asking.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode!);
      });
      asking.on('error', reject).end();
    });

  test.each(['polling', 'websocket'] as const)(
    'refuses a foreign or missing Origin with 403 (%s)',
    async (transport) => {
      const granted = transport === 'polling' ? 200 : 101;
      expect(await handshake({ origin: app.url }, transport)).toBe(granted);
      expect(await handshake({}, transport)).toBe(403);
      for (const origin of [
        'https://evil.example',
        'null',
        `${app.url}.evil.example`,
        app.url.replace(/\d+$/, '1'),
      ])
        expect(await handshake({ origin }, transport)).toBe(403);
    },
  );

  test('takes the polling of our own pages, which has no Origin', async () => {
    expect(await handshake({ 'sec-fetch-site': 'same-origin' }, 'polling')).toBe(200);
    expect(await handshake({ 'sec-fetch-site': 'cross-site' }, 'polling')).toBe(403);
  });

  test('says why it refuses, and not only by a number', async () => {
    const path = '/socket.io/?EIO=4&transport=polling';
    const headers = { cookie: anna.cookieHeader, origin: 'https://evil.example', 'accept-language': 'ru' };
    const refused = await fetch(app.url + path, { headers });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: expect.stringMatching(/[а-я]/),
    });
    const malformed = await fetch(`${app.url}/socket.io/?EIO=4&transport=pigeon`);
    for (const answer of [refused, malformed]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    }
    for (const method of ['PUT', 'OPTIONS', 'HEAD', 'DELETE'])
      expect((await fetch(app.url + path, { method })).status).toBe(405);
    expect((await fetch(`${app.url}${path}&j=0`)).status).toBe(422);
  });

  test('a program without a cookie may come from anywhere, as there is nothing to protect', async () => {
    const published = await startApp({ PUBLIC_URL: 'https://chat.example.org' }, app.database);
    try {
      const asked = { origin: 'http://localhost:1234' };
      const bot = await addUser(app.database, 'bot');
      const { token } = await app.app.get(ApiTokensService).make(bot, { name: 'bot', scope: 'write' });
      const tab = await Tab.open(published.url, '', { ...asked, token });
      await tab.join('hall');
      tab.close();
      const foreign = await Tab.open(published.url, anna.cookieHeader, asked).catch(() => 'refused');
      expect(foreign).toBe('refused');
    } finally {
      await published.close();
    }
  });

  test('survives connections that are reset in the middle of it', async () => {
    const { hostname, port, host } = new URL(app.url);
    const head = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${app.url}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2Ftb3ZhcnNhbW92YXI9PQ==\r\nCookie: ${anna.cookieHeader}\r\n\r\n`;
    for (let n = 0; n < 80; n++) {
      const socket = connect(Number(port), hostname, () => socket.write(head));
      socket.on('error', () => undefined);
      setTimeout(() => socket.resetAndDestroy(), n % 8);
      await new Promise((resolve) => socket.once('close', resolve));
    }
    const tab = await Tab.open(app.url, anna.cookieHeader);
    await tab.join('hall');
    tab.close();
  });

  test('works by polling as well', async () => {
    const tab = await Tab.open(app.url, anna.cookieHeader, { transports: ['polling'] });
    const { room } = await tab.join('hall');
    const sent = await tab.say(room.id, 'slowly');
    await tab.until('chat_message', ({ messages }) => messages[0]?.id === sent.id);
    tab.close();
  });

  const nasty: unknown[] = [
    undefined,
    null,
    7,
    'text',
    [],
    [{}],
    {},
    { roomId: 'x' },
    { roomId: -1 },
    { roomId: 1e300 },
  ];

  test('answers whatever comes in, and refuses what is malformed', async () => {
    const tab = await Tab.open(app.url, anna.cookieHeader);
    const { room } = await tab.join('hall');
    const clientId = '6f2b1c1e-8d0f-4c55-9b57-0f6a2b3c4d5e';
    const cases: [string, unknown][] = [
      ...['join', 'leave', 'message', 'private_message', 'history', 'typing', 'read'].flatMap((event) =>
        nasty.map((payload): [string, unknown] => [event, payload]),
      ),
      ['message', { roomId: room.id, clientId: 'not a uuid', text: 'x' }],
      ['message', { roomId: room.id, clientId, text: '' }],
      ['message', { roomId: room.id, clientId, text: ' \n\u200b' }],
      ['message', { roomId: room.id, clientId, text: 'x'.repeat(4001) }],
      ['message', { roomId: room.id, clientId, text: 'nul \0' }],
      ['message', { roomId: room.id, clientId, text: 'lone \ud800 surrogate' }],
      ['message', { roomId: room.id, clientId, text: { toString: 'x' } }],
      ['message', { roomId: room.id, clientId, text: 'x', replyTo: 'y' }],
      ['private_message', { to: '../etc', clientId, text: 'x' }],
      ['history', { roomId: room.id, limit: 101 }],
      ['history', { roomId: room.id, limit: 0 }],
      ['history', { roomId: room.id, before: 1, after: 1 }],
      ['history', { roomId: room.id, before: 1.5 }],
      ['read', { roomId: room.id, seq: -1 }],
      ['join', { room: 'hall', rev: Number.MAX_VALUE }],
      ['no_such_event', {}],
      ['constructor', {}],
      ['disconnecting_', {}],
    ];
    const raw = tab.socket as unknown as Socket;
    for (const [event, payload] of cases) {
      const answer = (await raw.timeout(patience).emitWithAck(event, payload)) as {
        ok: boolean;
        error?: { code: string };
      };
      expect([event, payload, answer]).toEqual([
        event,
        payload,
        {
          ok: false,
          error: { code: 'invalid', message: expect.stringMatching(/^[A-Z/c].*[.?]$|^Write it/) as unknown },
        },
      ]);
    }
    expect(await raw.timeout(patience).emitWithAck('join')).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
    raw.emit('message', { roomId: room.id });
    // Refused questions count as well.
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect((await tab.say(room.id, 'still here')).text).toBe('still here');
    const [row] = await app.database.query<{ count: string }>(
      "select count(*) from messages where text <> 'slowly'",
    );
    expect(Number(row!.count)).toBe(1);
    tab.close();
  });

  test('tells a sender who is too fast when to go on, and stores what was let through only', async () => {
    const tab = await Tab.open(app.url, anna.cookieHeader);
    const { room } = await tab.join('hall');
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) =>
        tab.ask('message', { roomId: room.id, clientId: crypto.randomUUID(), text: `flood ${n}` }),
      ),
    );
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.code).toBe('rate_limited');
    expect(refused[0]!.retryAfterMs).toBeGreaterThan(0);
    const [row] = await app.database.query<{ count: string }>(
      "select count(*) from messages where text like 'flood %'",
    );
    expect(Number(row!.count)).toBe(80 - refused.length);
    tab.close();
  });

  test('speaks the language of the person', async () => {
    await anna.post('/language', { language: 'ru' });
    const tab = await Tab.open(app.url, anna.cookieHeader);
    expect((await tab.refusal('join', { room: 'nowhere' })).message).toMatch(/[а-я]/);
    tab.close();
  });

  test('closes for good when the person signs out', async () => {
    const tab = await Tab.open(app.url, anna.cookieHeader);
    await anna.signOut();
    await tab.until('signed_out');
    await eventually(() => !tab.socket.connected, 'The socket stayed open.');
    expect(await Tab.open(app.url, anna.cookieHeader).catch(() => 'refused')).toBe('refused');
  });
});
