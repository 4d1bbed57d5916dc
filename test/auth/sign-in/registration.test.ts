import { afterEach, describe, expect, test } from '@jest/globals';
import { registrationCode, setupCode } from '../../../src/server/auth/sign-in/setup-code.js';
import { UsersService } from '../../../src/server/people/users.service.js';
import { startApp, type TestApp } from '../../support/app.js';
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

  test('link: with the link only', async () => {
    server = await startApp({ REGISTRATION: 'link' });
    const code = registrationCode(server.config.SESSION_SECRET);
    const visitor = new Visitor(server.url);
    expect((await visitor.get('/login')).body).not.toContain('/register');
    for (const wrong of ['', '?code=', '?code=wrong', `?code=${code}x`, `?code=${code}&code=${code}`])
      expect((await visitor.get(`/register${wrong}`)).status).toBe(403);
    expect((await visitor.post('/register', fields)).status).toBe(403);
    expect((await visitor.post('/register', { ...fields, code: 'wrong' })).status).toBe(403);
    expect((await visitor.get(`/register?code=${code}`)).body).toContain(`name="code" value="${code}"`);
    expect((await visitor.post('/register', { ...fields, code })).status).toBe(303);
  });

  test('closed: nobody, and no page leads there', async () => {
    server = await startApp({ REGISTRATION: 'closed' });
    const visitor = new Visitor(server.url);
    expect((await visitor.get('/login')).body).not.toContain('/register');
    const page = await visitor.get(`/register?code=${registrationCode(server.config.SESSION_SECRET)}`);
    expect([page.status, page.body.includes('Ask an administrator to create an account for you.')]).toEqual([
      403,
      true,
    ]);
    expect((await visitor.post('/register', fields)).status).toBe(403);
    expect(await server.app.get(UsersService).list()).toEqual([]);
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
    for (const wrong of ['', '?code=', '?code=wrong', `?code=${code.toLowerCase()}`, `?code=${code}&code=x`])
      expect((await visitor.get(`/setup${wrong}`)).status).toBe(403);
    expect((await visitor.post('/setup', { username: 'root', password: defaultPassword })).status).toBe(403);

    expect((await visitor.get(`/setup?code=${code}`)).body).toContain(`name="code" value="${code}"`);
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
    expect((await late.get(`/setup?code=${code}`)).body).toContain('has an administrator already');
    expect((await late.post('/setup', { username: 'second', password: defaultPassword, code })).status).toBe(
      403,
    );
    expect(await server.app.get(UsersService).list()).toHaveLength(1);
  });
});
