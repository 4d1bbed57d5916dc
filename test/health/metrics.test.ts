import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { isLocal } from '../../src/server/health/insider.guard.js';
import { ApiTokensService } from '../../src/server/auth/api-tokens/api-tokens.service.js';
import { startApp } from '../support/app.js';
import { gather } from '../support/company.js';
import { addUser } from '../support/factories.js';
import { eventually } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

const company = gather('anna', 'boris');

/** A request as it is written here, Host included. */
function ask(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; type: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode!, type: response.headers['content-type'], text }),
      );
    }).on('error', reject);
  });
}

const metrics = (url = company.app.url) => ask(`${url}/metrics`);

/** The value of one line of the answer; 0 where it is not there. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? 0 : Number(line.slice(series.length + 1));
}

test('connections, deliveries and writes are what people did', async () => {
  const anna = await company.open('anna');
  const boris = await company.open('boris');
  const page = new Visitor(company.app.url);
  await page.signIn('anna');
  await page.post('/chat/', { room: 'hall' });
  const { room } = await anna.join('hall');
  await boris.join('hall');
  const before = (await metrics()).text;
  for (const text of ['one', 'two', 'three']) await anna.say(room.id, text);
  await eventually(
    () => [anna, boris].every((tab) => tab.messages(room.id).length === 3),
    'not everybody heard everything',
  );

  const { type, text: after } = await metrics();
  const grown = (series: string) => valueOf(after, series) - valueOf(before, series);
  expect(type).toContain('text/plain');
  expect(valueOf(after, 'samovar_connections')).toBe(2);
  expect(grown('samovar_messages_written_total')).toBe(3);
  expect(grown('samovar_write_batch_size_sum')).toBe(3);
  expect(grown('samovar_write_seconds_count')).toBe(grown('samovar_write_batch_size_count'));
  expect(grown('samovar_write_seconds_sum')).toBeGreaterThan(0);
  expect(grown('samovar_deliveries_total')).toBe(6);
  expect(grown('samovar_frames_total')).toBeGreaterThanOrEqual(2);

  boris.close();
  await eventually(
    async () => valueOf((await metrics()).text, 'samovar_connections') === 1,
    'the closed tab still counts',
  );
});

test('requests are counted by the template of their route, so that no path and no name is told', async () => {
  const { app } = company;
  const visitor = new Visitor(app.url);
  await visitor.get('/chat/a%20room%20of%20secrets');
  await visitor.get('/no/such/page');
  await visitor.get('/manifest.webmanifest');
  const counted = (labels: string) => `samovar_http_request_seconds_count{${labels}}`;
  await eventually(async () => {
    const { text } = await metrics();
    return (
      valueOf(text, counted('method="GET",route="/chat/:address",status="303"')) === 1 &&
      valueOf(text, counted('method="GET",route="none",status="404"')) === 1 &&
      valueOf(text, counted('method="GET",route="file",status="200"')) === 1
    );
  }, 'the requests were not counted');
  const { text } = await metrics();
  expect(text).not.toMatch(/secrets|such/);
});

test('the pool and the process are there, and each server counts for itself', async () => {
  const { text } = await metrics();
  expect(valueOf(text, 'samovar_database_connections')).toBeGreaterThan(0);
  for (const series of [
    'samovar_database_idle',
    'samovar_database_waiting',
    'nodejs_eventloop_lag_p99_seconds',
    'process_resident_memory_bytes',
  ])
    expect(text).toContain(`\n${series} `);

  const other = await startApp();
  try {
    const fresh = (await metrics(other.url)).text;
    expect(valueOf(fresh, 'samovar_messages_written_total')).toBe(0);
    expect(valueOf(fresh, 'samovar_connections')).toBe(0);
  } finally {
    await other.close();
  }
});

test('what came through a proxy is a stranger, whatever it claims, and finds no such page', async () => {
  for (const trusted of ['', '1', 'true']) {
    const app = await startApp({ TRUST_PROXY: trusted });
    const { port } = new URL(app.url);
    try {
      expect((await metrics(app.url)).status).toBe(200);
      expect((await ask(`${app.url}/metrics`, { host: `localhost:${port}` })).status).toBe(200);
      const missing = await ask(`${app.url}/metrix`, { accept: 'application/json' });
      const passedOn: Record<string, string>[] = [
        { 'x-forwarded-for': '203.0.113.7' },
        { 'x-forwarded-for': '127.0.0.1' },
        { 'x-forwarded-proto': 'https' },
        { forwarded: 'for=127.0.0.1' },
        { 'x-real-ip': '127.0.0.1' },
        { via: '1.1 proxy' },
        { host: 'chat.example.org' },
        { host: '127.0.0.1.example.org' },
      ];
      for (const headers of passedOn)
        expect([
          headers,
          await ask(`${app.url}/metrics`, { accept: 'application/json', ...headers }),
        ]).toEqual([headers, missing]);
    } finally {
      await app.close();
    }
  }
});

test('a connection from another machine is a stranger', () => {
  const from = (remoteAddress: string | undefined) =>
    isLocal({ socket: { remoteAddress }, headers: { host: 'localhost:3000' } } as IncomingMessage);
  expect(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'].map(from)).toEqual([true, true, true, true]);
  for (const address of ['192.168.1.7', '::ffff:192.168.1.7', '1127.0.0.1', '::2', undefined])
    expect(from(address)).toBe(false);
});

test("from elsewhere an administrator's token with the scope admin opens it, and nothing less", async () => {
  const { app } = company;
  const tokens = app.app.get(ApiTokensService);
  const clara = await addUser(app.database, 'clara', 'admin');
  const far = { 'x-forwarded-for': '203.0.113.7' };
  const statusWith = async (headers: Record<string, string>) =>
    (await ask(`${app.url}/metrics`, { ...far, ...headers })).status;

  const bearer = async (scope: 'read' | 'write' | 'admin') => {
    const { token } = await tokens.make(clara, { name: scope, scope, expiresInDays: 1 });
    return { authorization: `Bearer ${token}` };
  };
  const admin = await bearer('admin');
  expect(await statusWith(admin)).toBe(200);
  for (const scope of ['read', 'write'] as const) expect(await statusWith(await bearer(scope))).toBe(404);

  const anna = new Visitor(app.url);
  await anna.signIn('anna');
  await app.database.query("update users set role = 'admin' where username = 'anna'");
  expect(await statusWith({ cookie: anna.cookieHeader })).toBe(404);

  await app.database.query("update users set role = 'member' where username = 'clara'");
  expect(await statusWith(admin)).toBe(404);
});
