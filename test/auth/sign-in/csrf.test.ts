import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { UsersService } from '../../../src/server/people/users.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp();
  anna = new Visitor(server.url);
  await anna.register('anna');
});
afterAll(() => server.close());

const isSignedIn = async (visitor: Visitor) => (await visitor.get('/account')).status === 200;

test.each(['/login', '/register', '/setup', '/reset', '/language', '/theme'])(
  'who is not signed in and sends an old form to %s is told so, not to sign in first',
  async (path) => {
    const reply = await new Visitor(server.url).post(path, { _csrf: 'old', theme: 'dark', language: 'ru' });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('This form has expired. Check what is in it and send it again.');
  },
);

describe('a form without the right token is refused and changes nothing', () => {
  const foreign = async () => {
    const stranger = new Visitor(server.url);
    if (!(await server.app.get(UsersService).findByUsername('stranger'))) await stranger.register('stranger');
    else await stranger.signIn('stranger');
    return stranger.csrfToken();
  };

  test.each<[string, () => Promise<string> | string]>([
    ['none', () => ''],
    ['a made-up one', () => 'abc.def'],
    ['what its cookie holds', () => anna.cookies.get('samovar.csrf')!],
    ['a cut one', async () => (await anna.csrfToken()).slice(0, -1)],
    ["another person's", foreign],
    ["a visitor's", () => new Visitor(server.url).csrfToken()],
    ['an enormous one', () => 'a'.repeat(50_000)],
  ])('%s', async (_, token) => {
    const reply = await anna.post('/account/sessions/end-others', { _csrf: await token() });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain('This form has expired. Check what is in it and send it again.');
    expect(await isSignedIn(anna)).toBe(true);
  });

  test("another person's token together with its cookie", async () => {
    const stranger = new Visitor(server.url);
    await stranger.register('tosser');
    const token = await stranger.csrfToken();
    const tossed = new Visitor(server.url);
    anna.cookies.forEach((value, name) => tossed.cookies.set(name, value));
    tossed.cookies.set('samovar.csrf', stranger.cookies.get('samovar.csrf')!);
    tossed.cookies.set('samovar.visitor', stranger.cookies.get('samovar.visitor')!);
    expect((await tossed.post('/account/sessions/end-others', { _csrf: token })).status).toBe(403);
  });

  test('that of the session before', async () => {
    const boris = new Visitor(server.url);
    await boris.register('boris');
    const stale = await boris.csrfToken();
    await boris.signIn('boris');
    expect((await boris.post('/account/sessions/end-others', { _csrf: stale })).status).toBe(403);
  });

  test('a cookie with more behind its token is replaced', async () => {
    const token = await anna.csrfToken();
    const cookie = anna.cookies.get('samovar.csrf')!;
    anna.cookies.set('samovar.csrf', `${cookie}.more`);
    expect((await anna.post('/account/sessions/end-others', { _csrf: token })).status).toBe(403);
    expect((await anna.get('/account')).status).toBe(200);
    expect(anna.cookies.get('samovar.csrf')).toMatch(/^[0-9a-f]{64}\.[0-9a-f]{64}$/);
    expect((await anna.post('/account/sessions/end-others')).status).toBe(303);
  });

  test.each(['j:{"a":1}', 'j:[]', '%', '%ff', 'x', '.', ''])('a cookie that reads %j', async (cookie) => {
    const visitor = new Visitor(server.url);
    visitor.cookies.set('samovar.csrf', cookie);
    visitor.cookies.set('samovar.visitor', cookie);
    visitor.cookies.set('samovar.sid', cookie);
    const reply = await visitor.request('POST', '/login', '_csrf=x&username=anna', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(reply.status).toBe(403);
    expect((await visitor.get('/login')).status).toBe(200);
    expect((await visitor.post('/login', { username: 'anna', password: defaultPassword })).status).toBe(303);
  });
});

test('the token is written in another way in each open tab, and each is good for many forms', async () => {
  const tabs = [await anna.csrfToken()];
  for (const path of ['/account', '/nowhere', '/account'])
    tabs.push(/csrf-token" content="([^"]+)/.exec((await anna.get(path)).body)![1]!);
  expect(new Set(tabs).size).toBe(tabs.length);
  for (const _csrf of [...tabs, ...tabs])
    expect((await anna.post('/account/sessions/end-others', { _csrf })).status).toBe(303);
});

test('a script sends it as a header, and is answered in JSON', async () => {
  const asScript = { accept: 'application/json', 'content-type': 'application/json' };
  const token = await anna.csrfToken();
  const granted = await anna.request('POST', '/account/sessions/end-others', '{}', {
    ...asScript,
    'x-csrf-token': token,
  });
  expect(granted.status).toBe(303);
  const refused = await anna.request('POST', '/account/sessions/end-others', '{}', {
    ...asScript,
    'x-csrf-token': 'x',
  });
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.body)).toEqual({
    error: { code: 'forbidden', message: 'This form has expired. Check what is in it and send it again.' },
  });
});

describe('what was typed into an expired form', () => {
  const typed = {
    _csrf: 'stale',
    text: 'a long </textarea> <b>text</b>',
    clientId: 'c-1',
    password: 'my secret',
  };

  test('comes back with a fresh form, escaped, without passwords', async () => {
    const { status, body } = await anna.post('/chat/lobby/messages', typed);
    expect(status).toBe(403);
    expect(body).toContain('action="/chat/lobby/messages"');
    expect(body).toContain('>a long &lt;/textarea&gt; &lt;b&gt;text&lt;/b&gt;</textarea>');
    expect(body).toContain('type="hidden" name="clientId" value="c-1"');
    expect(body).not.toContain('my secret');
    const fresh =
      /action="\/chat\/lobby\/messages">\s*<input type="hidden" name="_csrf" value="([^"]+)"/.exec(body)![1];
    expect(fresh).not.toBe(typed._csrf);
    expect((await anna.post('/account/sessions/end-others', { _csrf: fresh! })).status).toBe(303);
  });

  test('can be sent again from there: sign-in', async () => {
    const visitor = new Visitor(server.url);
    const { status, body } = await visitor.post('/login', {
      _csrf: 'stale',
      username: 'anna',
      password: defaultPassword,
    });
    expect(status).toBe(403);
    expect(body).toContain('name="username" value="anna"');
    expect(body).toContain('name="password" type="password"');
    expect(body).not.toContain(defaultPassword);
    expect((await visitor.post('/login', { username: 'anna', password: defaultPassword })).status).toBe(303);
  });

  /** As a browser sends the form, and one that is older than Sec-Fetch-Site. */
  const sentFrom = (headers: Record<string, string>) =>
    anna.request('POST', '/chat/lobby/messages', new URLSearchParams(typed).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port or subdomain of the site', { 'sec-fetch-site': 'same-site' }],
    ['nobody knows where', { 'sec-fetch-site': 'none' }],
    ['another port, by an older browser', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin, by an older browser', { origin: 'null' }],
    ['a program that says nothing', {}],
  ])('does not come back from %s: its button would do what that page wants', async (_, headers) => {
    const { status, body } = await sentFrom(headers);
    expect(status).toBe(403);
    expect(body).not.toContain('a long');
    expect(body).not.toContain('Send again');
  });

  test('comes back to an older browser on our own page', async () => {
    const { status, body } = await sentFrom({ origin: server.url });
    expect(status).toBe(403);
    expect(body).toContain('>a long &lt;/textarea&gt;');
    expect(body).toContain('Send again');
  });

  test('leads back to the page it stood on only where that is ours', async () => {
    const language = (referer: string) => anna.post('/language', { language: 'en' }, { referer });
    expect((await language(`${server.url}/chat/lobby`)).location).toBe('/chat/lobby');
    expect((await language('https://evil.example/chat/lobby')).location).toBe('/');
  });

  test('is there to be copied when the session is over, and signing in leads back to the room', async () => {
    const clara = new Visitor(server.url);
    if (!(await server.app.get(UsersService).findByUsername('clara'))) await clara.register('clara');
    const token = await clara.csrfToken();
    await server.database.query(
      `update sessions set ended_at = now(), end_reason = 'expired' where user_id = (select id from users where username = 'clara')`,
    );
    const { status, body } = await clara.post(
      '/chat/lobby/messages',
      { ...typed, _csrf: token },
      { referer: `${server.url}/chat/lobby` },
    );
    expect(status).toBe(401);
    expect(body).toContain('readonly>a long &lt;/textarea&gt; &lt;b&gt;text&lt;/b&gt;</textarea>');
    expect(body).toContain('href="/login?next&#x3D;%2Fchat%2Flobby"');
    expect(body).not.toContain('my secret');
  });
});
