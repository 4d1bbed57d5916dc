import { afterEach, describe, expect, test } from '@jest/globals';
import { Registration } from '../../../src/server/auth/registration/registration.service.js';
import { setupCode } from '../../../src/server/auth/sign-in/link-codes.js';
import { UsersService } from '../../../src/server/people/users.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
afterEach(() => server.close());

const fields = { username: 'vera', password: defaultPassword };

describe('registration', () => {
  test('open: anybody, who is signed in then', async () => {
    server = await startApp();
    const vera = new Visitor(server.url);
    expect((await vera.get('/login')).body).toContain('href="/register"');
    expect(await vera.post('/register', fields)).toMatchObject({ status: 303, location: '/chat/' });
    expect((await vera.get('/account')).body).toContain('<bdi>vera</bdi>');
    expect(await server.app.get(UsersService).findByUsername('vera')).toMatchObject({ role: 'member' });
  });

  test('a name that is taken keeps the name and says so beside the field', async () => {
    server = await startApp();
    await new Visitor(server.url).register('vera');
    const reply = await new Visitor(server.url).post('/register', { ...fields, username: 'ＶＥＲＡ' });
    expect(reply.status).toBe(409);
    expect(reply.body).toContain('id="username-error">This username is taken. Choose another.');
    expect(reply.body).toContain('value="ＶＥＲＡ"');
  });

  test.each([
    ['vеra', 'mixes letters of different alphabets'],
    ['ve\u200bra', 'A username starts with a letter or digit'],
    ['ve\0ra', 'characters that cannot be stored'],
    ['a'.repeat(10_000), 'too long: at most 32 characters'],
    ['<script>alert(1)</script>', 'A username starts with a letter or digit'],
    ['', 'Choose a username.'],
  ])(
    '%j is refused beside the field, along with the password that is too short',
    async (username, sentence) => {
      server = await startApp();
      const visitor = new Visitor(server.url);
      const good = await visitor.post('/register', { username, password: defaultPassword });
      expect([good.status, good.body.includes(sentence)]).toEqual([422, true]);
      expect(good.body).not.toContain('<script>alert');
      const bad = await visitor.post('/register', { username: '', password: 'short' });
      expect(bad.body).toContain('id="username-error"');
      expect(bad.body).toContain('id="password-error">The password is too short: at least 8 characters.');
      expect(await server.app.get(UsersService).list()).toEqual([]);
    },
  );

  test('link: with the link only, whose code is in no address that a server or a proxy sees', async () => {
    server = await startApp({ REGISTRATION: 'link' });
    const path = (await server.app.get(Registration).path())!;
    const code = path.slice('/register#'.length);
    expect(Buffer.from(code, 'base64url')).toHaveLength(16);
    const visitor = new Visitor(server.url);
    expect((await visitor.get('/login')).body).not.toContain('/register');
    const page = await visitor.get('/register');
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
    expect(page.body).toContain('name="code"');
    expect(page.body).not.toContain('name="password"');
    expect((await visitor.post('/register', fields)).status).toBe(403);
    for (const wrong of ['', 'wrong', `${code}x`, '\0', '#'])
      for (const sent of [{ code: wrong }, { ...fields, code: wrong }]) {
        const refused = await visitor.post('/register', sent);
        expect([refused.status, refused.body.includes('name="password"')]).toEqual([403, false]);
      }
    const form = await visitor.post('/register', { code });
    expect([form.status, form.body.includes(`name="code" value="${code}"`)]).toEqual([200, true]);
    // Whoever has no scripts may paste the link as it is.
    expect((await visitor.post('/register', { code: ` ${server.url}${path} ` })).status).toBe(200);
    expect((await visitor.post('/register', { ...fields, code })).status).toBe(303);
  });

  test('link: an old one, with its code in the query, leads on to where the code is not sent', async () => {
    server = await startApp({ REGISTRATION: 'link' });
    const reply = await new Visitor(server.url).get('/register?code=an%2Bold%22one');
    expect([reply.status, reply.location]).toEqual([303, '/register#an%2Bold%22one']);
    expect(reply.headers.get('cache-control')).toBe('no-store, no-transform');
  });

  test('link: a new one is made without a new start, and the old one is dead at once on every node', async () => {
    server = await startApp({ REGISTRATION: 'link' });
    const other = await startApp({ REGISTRATION: 'link' }, server.database);
    try {
      const anna = await addUser(server.database, 'anna', 'admin');
      const [here, there] = [server.app.get(Registration), other.app.get(Registration)];
      const old = (await here.path())!.split('#')[1]!;
      expect((await there.path())!.split('#')[1]).toBe(old);
      await expect(there.renew({ ...anna, role: 'member' })).rejects.toMatchObject({ code: 'forbidden' });
      const { path } = await there.renew(anna);
      const code = path!.split('#')[1]!;
      expect(code).not.toBe(old);
      const visitor = new Visitor(server.url);
      const refused = await visitor.post('/register', { ...fields, code: old });
      expect([refused.status, refused.body.includes('no longer works')]).toEqual([403, true]);
      expect((await visitor.post('/register', { ...fields, code })).status).toBe(303);
      const rows = await server.database.query('select * from registration_link');
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(code);
      const log = await server.database.query<{ action: string; actor_name: string }>(
        'select * from audit_log',
      );
      expect(log.map(({ action, actor_name }) => [actor_name, action])).toContainEqual([
        'anna',
        'registration_link_renewed',
      ]);
      expect(JSON.stringify(log)).not.toContain(code);
    } finally {
      await other.close();
    }
  });

  test('closed: nobody, and no page leads there', async () => {
    server = await startApp({ REGISTRATION: 'closed' });
    const visitor = new Visitor(server.url);
    expect((await visitor.get('/login')).body).not.toContain('/register');
    const page = await visitor.get('/register');
    expect([page.status, page.body.includes('Ask an administrator to create an account for you.')]).toEqual([
      403,
      true,
    ]);
    expect((await visitor.post('/register', fields)).status).toBe(403);
    expect(await server.app.get(UsersService).list()).toEqual([]);
    expect(await server.app.get(Registration).path()).toBeNull();
  });

  test('from one address has an end; the text stays', async () => {
    server = await startApp();
    const users = Array.from({ length: 62 }, (_, index) => `crowd${index}`);
    const statuses: number[] = [];
    const visitor = new Visitor(server.url);
    for (const username of users) {
      visitor.cookies.clear();
      await visitor.get('/login');
      const reply = await visitor.post('/register', { username, password: defaultPassword });
      statuses.push(reply.status);
      if (reply.status === 429) expect(reply.body).toContain(`value="${username}"`);
    }
    expect(statuses.filter((status) => status === 303)).toHaveLength(60);
    expect(statuses.slice(60)).toEqual([429, 429]);
  });
});

describe('setting up an empty server', () => {
  test('needs the code of the link, once', async () => {
    server = await startApp({ REGISTRATION: 'closed' });
    const code = setupCode(server.config.SESSION_SECRET);
    const visitor = new Visitor(server.url);
    expect(Buffer.from(code, 'base64url')).toHaveLength(16);
    const asked = await visitor.get('/setup');
    expect([asked.status, asked.body.includes('name="code"')]).toEqual([200, true]);
    expect(asked.body).not.toContain('name="username"');
    expect((await visitor.get(`/setup?code=${code}`)).location).toBe(`/setup#${code}`);
    for (const wrong of ['', 'wrong', code.toLowerCase(), `${code}x`])
      expect((await visitor.post('/setup', { code: wrong })).status).toBe(403);
    expect((await visitor.post('/setup', { username: 'root', password: defaultPassword })).status).toBe(403);

    expect((await visitor.post('/setup', { code })).body).toContain(`name="code" value="${code}"`);
    const poor = await visitor.post('/setup', { username: 'root', password: 'short', code });
    expect([poor.status, poor.body.includes('id="password-error"')]).toEqual([422, true]);
    expect(await visitor.post('/setup', { username: 'root', password: defaultPassword, code })).toMatchObject(
      {
        status: 303,
        location: '/chat/',
      },
    );
    expect(await server.app.get(UsersService).findByUsername('root')).toMatchObject({ role: 'admin' });

    const late = new Visitor(server.url);
    expect((await late.post('/setup', { code })).body).toContain('has an administrator already');
    expect((await late.post('/setup', { username: 'second', password: defaultPassword, code })).status).toBe(
      403,
    );
    expect(await server.app.get(UsersService).list()).toHaveLength(1);
  });
});
