/** What the server says while people use it: a line for each event, for programs to read, and nothing that people wrote. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RawSocket } from '../../support/raw-socket.js';
import { startServer, type ServerProcess, temporaryFolder } from '../../support/server-process.js';
import { eventually, Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

interface Line {
  time: string;
  level: string;
  message: string;
  context?: string;
  [field: string]: unknown;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const start = (settings: Record<string, string>) =>
  startServer({ DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off', ...settings });

/** Its lines after it has stopped, the sentences of the start left out; each must be JSON. */
async function linesOf(server: ServerProcess): Promise<Line[]> {
  const { stdout, stderr } = await server.stop();
  const sentences = /^(Samovar is ready|Create its administrator|WARNING: |Stopping…)/;
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => line !== '' && !sentences.test(line))
    .map((line) => JSON.parse(line) as Line);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test('at its most talkative the log has who, what and how long, and no password, token, name of a room or word of a message', async () => {
  const server = await start({ LOG_LEVEL: 'verbose' });
  const secrets: string[] = [];
  const secret = (kind: string) => {
    const word = `${kind}-${randomUUID()}`;
    secrets.push(word);
    return word;
  };

  // The first administrator by the link, and what everybody does all day.
  const setUp = new URL(server.setupUrl!);
  const code = setUp.hash.slice(1);
  secrets.push(code);
  const anna = new Visitor(server.url);
  const password = secret('password');
  await anna.get(setUp.pathname + setUp.search);
  expect((await anna.post('/setup', { code })).status).toBe(200);
  expect((await anna.post('/setup', { code, username: 'anna', password })).status).toBe(303);
  await anna.get('/account');
  await anna.signOut();
  await anna.post('/login', { username: 'anna', password: secret('wrong') });
  await anna.signIn('anna', password);
  secrets.push(...anna.cookies.values());
  const boris = new Visitor(server.url);
  await boris.register('boris', password);

  const room = secret('room');
  await anna.post('/chat/', { room });
  const address = `/chat/${encodeURIComponent(room)}`;
  const ids = { 'x-request-id': 'Proxy_id-1' };
  const sent = await anna.post(`${address}/messages`, { text: secret('text'), clientId: randomUUID() }, ids);
  expect([sent.status, sent.headers.get('x-request-id')]).toEqual([303, 'Proxy_id-1']);
  const read = await anna.get(`${address}?find=${secret('query')}`, { 'x-request-id': 'forged" id' });
  expect([read.status, read.headers.get('x-request-id')]).toEqual([200, expect.stringMatching(uuid)]);
  await anna.get(`/${secret('path')}`);
  await anna.request('POST', '/login', `{"password": "${secret('broken')}`, {
    'content-type': 'application/json',
  });

  const tokenPage = await anna.post('/account/tokens', {
    name: 'watch',
    scope: 'admin',
    expiresInDays: '1',
    currentPassword: password,
  });
  const token = /samovar_[\w-]{43}/.exec(tokenPage.body)![0];
  secrets.push(token);
  const authorization = `Bearer ${token}`;
  const metrics = async () =>
    (
      await fetch(`${server.url}/metrics`, { headers: { authorization, 'x-forwarded-for': '192.0.2.1' } })
    ).text();

  const tab = await Tab.open(server.url, anna.cookieHeader);
  const { room: joined } = await tab.join(room);
  await tab.say(joined.id, secret('said'));
  await tab.must('private_message', { to: 'boris', clientId: randomUUID(), text: secret('private') });

  // A bug: a database that refuses what no database should, and quotes the message in doing so.
  await database.query("alter table messages add constraint taste check (text not like 'turnip%')");
  expect(
    (await tab.refusal('message', { roomId: joined.id, clientId: randomUUID(), text: secret('turnip') }))
      .code,
  ).toBe('internal');
  const failed = await anna.post(
    `${address}/messages`,
    { text: secret('turnip'), clientId: randomUUID() },
    { 'x-request-id': 'the-bug' },
  );
  expect(failed.status).toBe(500);
  await database.query('alter table messages drop constraint taste');

  tab.close();
  await eventually(async () => (await metrics()).includes('samovar_connections 0'), 'the socket never went');
  const lines = await linesOf(server);

  const all = JSON.stringify(lines);
  expect(secrets.length).toBeGreaterThan(10);
  for (const word of secrets) expect(all).not.toContain(word);
  for (const line of lines) {
    expect(line).toEqual(expect.objectContaining({ level: expect.any(String), message: expect.any(String) }));
    expect(new Date(line.time).toISOString()).toBe(line.time);
  }

  const requests = lines.filter(({ context }) => context === 'Request');
  expect(requests.find(({ requestId }) => requestId === 'Proxy_id-1')).toMatchObject({
    level: 'log',
    message: 'POST /chat/:address/messages 303',
    method: 'POST',
    route: '/chat/:address/messages',
    status: 303,
    milliseconds: expect.any(Number),
    userId: expect.any(Number),
  });
  const levels = new Map(requests.map(({ message, level }) => [message, level]));
  expect(Object.fromEntries(levels)).toMatchObject({
    'GET /setup 200': 'debug',
    'POST /login 401': 'log',
    'GET /chat/:address 200': 'debug',
    'GET none 404': 'debug',
    'GET /metrics 200': 'verbose',
    'POST /chat/:address/messages 500': 'error',
  });

  expect(lines.filter(({ context }) => context === 'Bug')).toEqual([
    expect.not.objectContaining({ requestId: expect.anything() }),
    expect.objectContaining({
      level: 'error',
      requestId: 'the-bug',
      message: expect.stringContaining('violates check constraint'),
      stack: expect.stringContaining(' at '),
    }),
  ]);
  const sockets = lines.filter(({ context }) => context === 'Socket');
  expect(sockets).toEqual([
    expect.objectContaining({ level: 'debug', message: 'connected', userId: expect.any(Number) }),
    expect.objectContaining({ message: 'disconnected', reason: 'client namespace disconnect' }),
  ]);
  expect(sockets[1]!.socketId).toBe(sockets[0]!.socketId);
});

test('as it is set from the start it tells what changes something, for people where text is asked for', async () => {
  const server = await start({ LOG_FORMAT: 'text' });
  const visitor = new Visitor(server.url);
  await visitor.get('/login');
  await visitor.post('/login', { username: 'nobody', password: 'not the right one' });
  const { stdout } = await server.stop();
  expect(stdout).toMatch(/ LOG \[Request\] POST \/login 401 \{ requestId: '/);
  expect(stdout).not.toContain('GET /login');
  expect(stdout).not.toContain('{"');
});

test('refusals are in it with their address, and a flood of them is no flood of lines', async () => {
  const server = await start({ LOG_FORMAT: 'json' });
  const boris = new Visitor(server.url);
  await boris.register('borislav');
  expect((await boris.get('/admin')).status).toBe(403);
  const stranger = await RawSocket.open(server.url);
  stranger.send('40');
  await stranger.closed;
  const asked = Array.from({ length: 200 }, () => fetch(`${server.url}/api/me`));
  for (const { status } of await Promise.all(asked)) expect(status).toBe(401);
  // For the line at the end of the second.
  await sleep(1_200);
  const lines = await linesOf(server);
  expect(lines.find(({ message }) => message === 'GET /admin 403')).toMatchObject({
    level: 'log',
    address: '127.0.0.1',
    userId: expect.any(Number),
  });
  expect(lines.find(({ message }) => message === 'A socket was refused: unauthenticated')).toMatchObject({
    level: 'log',
    address: '127.0.0.1',
  });
  const refused = lines.filter(({ message }) => message === 'GET /api/me 401').length;
  const counted = lines.map(({ leftOut }) => Number(leftOut ?? 0)).reduce((sum, count) => sum + count, 0);
  expect([refused < 200, refused + counted]).toEqual([true, 200]);
});
