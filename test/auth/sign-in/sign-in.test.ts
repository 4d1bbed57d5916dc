import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { Outgoing } from '../../../src/server/platform/http/outgoing/outgoing.js';
import { LinkReader } from '../../../src/server/previews/reading/link-reader.js';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
const sessionsOf = (username: string) =>
  server.database.query<{ id: string; ended_at: Date | null; end_reason: string | null }>(
    'select s.* from sessions s join users u on u.id = s.user_id where u.username = $1 order by s.created_at',
    [username],
  );

beforeAll(async () => {
  server = await startApp();
  for (const username of ['anna', 'boris'])
    await server.app.get(Accounts).register({ username, password: defaultPassword });
});
afterAll(() => server.close());

describe('signing in', () => {
  test('opens the lobby, for any spelling of the name', async () => {
    for (const username of ['anna', 'ANNA', 'ａｎｎａ']) {
      const anna = new Visitor(server.url);
      const reply = await anna.post('/login', { username, password: defaultPassword });
      expect([reply.status, reply.location]).toEqual([303, '/chat/']);
      expect((await anna.get('/account')).body).toContain('<bdi>anna</bdi>');
    }
  });

  test('leads on to the page that was wanted', async () => {
    const anna = new Visitor(server.url);
    const refused = await anna.get('/account?done=sessions');
    expect([refused.status, refused.location]).toEqual([303, '/login?next=%2Faccount%3Fdone%3Dsessions']);
    const form = await anna.get(refused.location!);
    expect(form.body).toContain('name="next" value="/account?done&#x3D;sessions"');
    const reply = await anna.post('/login', {
      username: 'anna',
      password: defaultPassword,
      next: '/account?done=sessions',
    });
    expect(reply.location).toBe('/account?done=sessions');
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/\t/evil.example',
  ])('never leads to another site: %j', async (next) => {
    const anna = new Visitor(server.url);
    const form = await anna.get(`/login?next=${encodeURIComponent(next)}`);
    expect(form.body).toContain('name="next" value="/chat/"');
    const reply = await anna.post('/login', { username: 'anna', password: defaultPassword, next });
    expect([reply.status, reply.location]).toEqual([303, '/chat/']);
  });

  test('with a wrong password or name shows the form again, the name kept, the password not', async () => {
    for (const username of ['anna', 'nobody', 'a\0b', '<b>"x</b>', 'a'.repeat(10_000)]) {
      const visitor = new Visitor(server.url);
      const reply = await visitor.post('/login', { username, password: 'my secret guess' });
      expect(reply.status).toBe(401);
      expect(reply.body).toContain('The username or the password is wrong.');
      expect(reply.body).not.toContain('my secret guess');
      expect(reply.body).not.toContain('<b>"x');
      if (username === 'anna') expect(reply.body).toContain('name="username" value="anna"');
    }
    expect(await sessionsOf('nobody')).toEqual([]);
  });

  test('with an empty field says so beside the field', async () => {
    const reply = await new Visitor(server.url).post('/login', { username: '', password: '' });
    expect(reply.status).toBe(422);
    expect(reply.body).toMatch(/aria-describedby="username-error" autofocus/);
    expect(reply.body).toContain('id="username-error">Enter your username.');
    expect(reply.body).toContain('id="password-error">Enter your password.');
  });

  test('does not take the password from the address', async () => {
    const reply = await new Visitor(server.url).post(
      `/login?username=anna&password=${encodeURIComponent(defaultPassword)}`,
    );
    expect(reply.status).toBe(422);
  });

  test('is nothing to show below a link to a message, whatever address the server has there', async () => {
    const outgoing = new Outgoing({ OUTGOING: 'any' });
    const reader = new LinkReader({}, outgoing);
    expect(await reader.look(`${server.url}/chat/lobby/1`)).toEqual({ found: null });
    outgoing.onApplicationShutdown();
  });

  test('is over for people who are signed in: /login leads them on', async () => {
    const anna = new Visitor(server.url);
    await anna.signIn('anna');
    expect(await anna.get('/login')).toMatchObject({ status: 303, location: '/chat/' });
    expect(await anna.get('/register')).toMatchObject({ status: 303, location: '/chat/' });
  });

  test('gives a new id, whatever the browser held before, and ends a session it replaces', async () => {
    const boris = new Visitor(server.url);
    await boris.signIn('boris');
    const before = boris.cookies.get('samovar.sid');
    await boris.signIn('boris');
    expect(boris.cookies.get('samovar.sid')).not.toBe(before);
    expect((await sessionsOf('boris')).map(({ end_reason }) => end_reason)).toEqual(['signed_out', null]);
  });

  test('keeps only a hash of the cookie, and writes the row once', async () => {
    const anna = new Visitor(server.url);
    await anna.signIn('anna');
    const secret = decodeURIComponent(anna.cookies.get('samovar.sid')!).slice(2).split('.')[0]!;
    const rows = await sessionsOf('anna');
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(rows.at(-1)!.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('sets a cookie that scripts and other sites cannot use', async () => {
    const visitor = new Visitor(server.url);
    const reply = await visitor.post('/login', { username: 'anna', password: defaultPassword });
    const cookie = reply.headers.getSetCookie().find((line) => line.startsWith('samovar.sid='));
    expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  test('costs a visitor who does not sign in no row', async () => {
    const [before] = await server.database.query('select count(*) from sessions');
    for (const path of ['/login', '/register', '/nowhere']) await new Visitor(server.url).get(path);
    expect(await server.database.query('select count(*) from sessions')).toEqual([before]);
  });

  test('a disabled account is told so after the right password, and like anybody after a wrong one', async () => {
    const { id } = await server.app.get(Accounts).register({ username: 'gone', password: defaultPassword });
    const gone = new Visitor(server.url);
    await gone.signIn('gone');
    await server.app.get(AccountChanges).disable(commandLine, id);
    expect(await gone.get('/account')).toMatchObject({ status: 303, location: '/login?next=%2Faccount' });
    const wrong = await gone.post('/login', { username: 'gone', password: 'a wrong password' });
    expect([wrong.status, wrong.body.includes('The username or the password is wrong.')]).toEqual([
      401,
      true,
    ]);
    const right = await gone.post('/login', { username: 'gone', password: defaultPassword });
    expect([right.status, right.body.includes('This account is disabled.')]).toEqual([403, true]);
  });
});

describe('signing out', () => {
  test('ends the session at once, for a copy of its cookie too', async () => {
    const anna = new Visitor(server.url);
    await anna.signIn('anna');
    const thief = new Visitor(server.url);
    anna.cookies.forEach((value, name) => thief.cookies.set(name, value));
    expect((await thief.get('/account')).status).toBe(200);
    await anna.signOut();
    expect(anna.cookies.has('samovar.sid')).toBe(false);
    expect((await thief.get('/account')).status).toBe(303);
  });

  test('tells the browser to forget what it stores, and a visit that ends otherwise does not', async () => {
    const anna = new Visitor(server.url);
    await anna.signIn('anna');
    const reply = await anna.post('/logout');
    expect(reply.headers.get('clear-site-data')).toBe('"storage"');
    expect((await anna.get('/account')).headers.get('clear-site-data')).toBeNull();
  });

  test('twice, from an old tab, is no error', async () => {
    const anna = new Visitor(server.url);
    await anna.signIn('anna');
    const token = await anna.csrfToken();
    await anna.signOut();
    expect(await anna.post('/logout', { _csrf: token })).toMatchObject({ status: 303, location: '/login' });
  });
});
