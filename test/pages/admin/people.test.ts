/** What an administrator does with people on the admin pages, and what those people see of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { startApp } from '../../support/app.js';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara');
});

afterAll(() => here.close());

test('Anna finds Boris by a part of his name, and filters by role and account', async () => {
  const { anna, ids } = here;
  const found = await anna.get('/admin/people?query=BOR');
  expect(found.body).toContain(`href="/admin/people/${ids.boris}"`);
  expect(found.body).not.toContain(`href="/admin/people/${ids.clara}"`);
  const admins = await anna.get('/admin/people?role=admin');
  expect(admins.body).toContain(`href="/admin/people/${ids.anna}"`);
  expect(admins.body).not.toContain(`href="/admin/people/${ids.boris}"`);
  expect((await anna.get('/admin/people?query=nobody-at-all')).body).toContain('Nobody matches.');
});

test('Anna creates an account; a name that is taken is told beside the field, and nothing typed is lost', async () => {
  const { anna, app } = here;
  const taken = await anna.post('/admin/people/new', {
    username: 'boris',
    password: defaultPassword,
    role: 'admin',
  });
  expect(taken.status).toBe(409);
  expect(taken.body).toContain('value="boris"');
  expect(taken.body).toContain('This username is taken. Choose another.');
  expect(taken.body).toMatch(/value="admin" selected/);
  const name = `dora-${Date.now()}`;
  const made = await anna.post('/admin/people/new', {
    username: name,
    password: defaultPassword,
    role: 'member',
  });
  expect(made.status).toBe(303);
  expect((await anna.get(pathFrom(made))).body).toContain('The account has been created.');
  await new Visitor(app.url).signIn(name);
});

test('The form of a bot asks for a name alone, and leads to where its token is made', async () => {
  const { anna } = here;
  const people = await anna.get('/admin/people/new');
  expect(people.body).toContain('href="/admin/people/new?role=bot"');
  expect(people.body).not.toContain('<option value="bot"');
  const form = (await anna.get('/admin/people/new?role=bot')).body;
  expect(form).toContain('<h1>A new bot</h1>');
  expect(form).not.toContain('type="password"');
  const taken = await anna.post('/admin/people/new', { username: 'clara', role: 'bot' });
  expect([taken.status, taken.body]).toEqual([409, expect.stringContaining('This username is taken.')]);
  expect(taken.body).not.toContain('type="password"');
  const made = await anna.post('/admin/people/new', { username: 'weather', role: 'bot' });
  expect(made.location).toMatch(/^\/admin\/people\/\d+\?done=bot-created#tokens-heading$/);
  const page = (await anna.get(made.location!)).body;
  expect(page).toContain('The bot has been created.');
  expect(page).toContain('It has no token yet, and no other way in.');
  expect(page).toMatch(/id="tokens-heading"[^]*action="\/admin\/people\/\d+\/tokens"/);
  expect(page).not.toContain('/reset-link');
  // Of everybody else a password is asked for, whatever a form leaves out.
  const refused = await anna.post('/admin/people/new', { username: 'walter', role: 'member' });
  expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('Enter a password.')]);
});

test('Boris becomes an administrator and ceases to be one with his next request', async () => {
  const { anna, ids, visitors } = here;
  const boris = visitors.boris!;
  expect((await boris.get('/admin')).status).toBe(403);
  expect((await anna.post(`/admin/people/${ids.boris}/role`, { role: 'admin' })).status).toBe(303);
  expect((await boris.get('/admin')).status).toBe(200);
  expect((await anna.post(`/admin/people/${ids.boris}/role`, { role: 'member' })).status).toBe(303);
  const refused = await boris.get('/admin');
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('Only moderators may do this.');
});

test('Anna gives Clara another name: the old one leads to her, a taken one is refused with what was typed, and all of it is audited', async () => {
  const { anna, ids, visitors } = here;
  const path = `/admin/people/${ids.clara}`;
  const taken = await anna.post(`${path}/username`, { username: 'boris' });
  expect(taken.status).toBe(409);
  expect(taken.body).toContain('This username is taken. Choose another.');
  expect(taken.body).toContain('value="boris"');
  const done = await anna.post(`${path}/username`, { username: 'clara.k' });
  expect(done.status).toBe(303);
  const page = (await anna.get(pathFrom(done))).body;
  expect(page).toContain('This is their username from now on. Tell them.');
  expect(page).toContain('value="clara.k"');
  expect((await anna.get('/people/clara')).location).toBe('/people/clara.k');
  expect((await visitors.clara!.get('/account')).status).toBe(200);
  expect((await anna.get('/admin/audit?about=%40clara.k')).body).toContain('another username');
  const back = await anna.post(`${path}/username`, { username: 'clara' });
  expect(back.status).toBe(303);
});

test('The last administrator stays one', async () => {
  const { anna, ids } = here;
  const refused = await anna.post(`/admin/people/${ids.anna}/role`, { role: 'member' });
  expect(refused.status).toBe(409);
  expect(refused.body).toContain('This is the last administrator. Make somebody else one first.');
  expect((await anna.get('/admin')).status).toBe(200);
});

test('Clara is disabled with a reason, is out at once, reads why, and comes back when enabled', async () => {
  const { anna, ids, visitors, app } = here;
  const clara = visitors.clara!;
  const tab = await here.tabOf(clara);
  const path = `/admin/people/${ids.clara}`;
  const refused = await anna.post(`${path}/disable`, { reason: 'x'.repeat(201), duration: 'week' });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatch(/value="week" selected/);
  const done = await anna.post(`${path}/disable`, { reason: 'Too <b>loud</b>', duration: 'week' });
  expect(done.status).toBe(303);
  await tab.until('signed_out');
  expect((await clara.get('/account')).status).toBe(303);
  const page = await anna.get(path);
  expect(page.body).toContain('Too &lt;b&gt;loud&lt;/b&gt;');
  expect((await anna.get('/admin/people?state=disabled')).body).toContain(`href="${path}"`);
  const again = new Visitor(app.url);
  await expect(again.signIn('clara')).rejects.toThrow(/Too/);
  expect((await anna.post(`${path}/enable`)).status).toBe(303);
  await again.signIn('clara');
});

test("Boris's sessions end everywhere", async () => {
  const { anna, ids, visitors } = here;
  const boris = visitors.boris!;
  const tab = await here.tabOf(boris);
  const done = await anna.post(`/admin/people/${ids.boris}/sessions/end`);
  expect(pathFrom(done)).toBe(`/admin/people/${ids.boris}?done=sessions`);
  await tab.until('signed_out');
  expect((await boris.get('/account')).status).toBe(303);
  expect((await anna.get(`/admin/people/${ids.boris}`)).body).toContain('They are not signed in anywhere.');
});

test('A link for a new password is shown once, works once, and stands in no log', async () => {
  const { anna, app } = here;
  const username = `elena-${Date.now()}`;
  const fields = { username, password: defaultPassword, role: 'member' };
  const path = pathFrom(await anna.post('/admin/people/new', fields)).replace(/\?.*/, '');
  const offered = await anna.post(`${path}/reset-link`);
  expect(offered.status).toBe(201);
  expect(offered.headers.get('cache-control')).toBe('no-store, no-transform');
  const link = /value="([^"]*\/reset[^"]*)"/.exec(offered.body)![1]!.replaceAll('&#x3D;', '=');
  const code = new URL(link).hash.slice(1);
  expect(link.startsWith(app.url)).toBe(true);
  expect((await anna.get(path)).body).not.toContain(code);
  expect((await anna.get(`/admin/audit?about=@${username}`)).body).not.toContain(code);
  const elena = new Visitor(app.url);
  const password = 'a new and better password';
  expect((await elena.post('/reset', { code })).status).toBe(200);
  pathFrom(await elena.post('/reset', { code, password }));
  await new Visitor(app.url).signIn(username, password);
  expect((await new Visitor(app.url).post('/reset', { code, password })).status).toBe(403);
});

test('A link that is pending stands on the page of the person, and is revoked there', async () => {
  const { anna, ids } = here;
  const path = `/admin/people/${ids.boris}`;
  expect((await anna.get(path)).body).not.toContain('A link that still works');
  const offered = await anna.post(`${path}/reset-link`);
  const code = /value="[^"]*\/reset#([\w-]+)"/.exec(offered.body)![1]!;
  const page = await anna.get(path);
  expect(page.body).toContain('A link that still works');
  expect(page.body).toMatch(/Created by<\/dt><dd><a href="\/admin\/people\/\d+"><bdi>anna</);
  const revoked = pathFrom(await anna.post(`${path}/reset-link/revoke`));
  const after = await anna.get(revoked);
  expect(after.body).toContain('The password reset link has been revoked.');
  expect(after.body).not.toContain('A link that still works');
  expect((await new Visitor(here.app.url).post('/reset', { code })).status).toBe(403);
  expect((await anna.get('/admin/audit?about=@boris')).body).toContain('revoked the password reset link for');
});

test('The tokens of a person stand on their page, and are revoked there', async () => {
  const { anna, ids, app } = here;
  const path = `/admin/people/${ids.clara}`;
  expect((await anna.get(path)).body).toContain('They have no tokens.');
  const clara = { id: ids.clara!, username: 'clara', role: 'member' as const };
  const { id, token } = await app.app
    .get(ApiTokensService)
    .make(clara, { name: '<i>bot</i>', scope: 'write' });
  const page = await anna.get(path);
  expect(page.body).toContain('&lt;i&gt;bot&lt;/i&gt;');
  expect(page.body).toContain(`name="token" value="${id}"`);
  expect(page.body).toContain('Their API tokens are revoked, too.');
  const revoked = pathFrom(await anna.post(`${path}/tokens/revoke`, { token: String(id) }));
  expect((await anna.get(revoked)).body).toContain('The token has been revoked.');
  const me = await fetch(`${app.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(me.status).toBe(401);
  expect((await anna.get(`/admin/audit?who=anna`)).body).toMatch(/revoked the API token .*of .*clara/);
});

test('The registration link is on a page of its own and is made anew there', async () => {
  // The other node writes its setting down for all of them.
  expect((await here.anna.get('/admin/people/registration')).body).toContain('Anyone, at this address:');
  const app = await startApp({ REGISTRATION: 'link', PUBLIC_URL: 'http://chat.example' }, here.app.database);
  try {
    const anna = new Visitor(app.url);
    await anna.signIn('anna');
    const linkOn = async () =>
      /value="(http:\/\/chat\.example\/register#[\w-]{22})"/.exec(
        (await anna.get('/admin/people/registration')).body,
      )![1]!;
    const old = await linkOn();
    expect(await linkOn()).toBe(old);
    const done = pathFrom(await anna.post('/admin/people/registration/renew'));
    expect((await anna.get(done)).body).toContain('There is a new link.');
    expect(await linkOn()).not.toBe(old);
    const statusOf = async (link: string) =>
      (await new Visitor(app.url).post('/register', { code: link })).status;
    expect([await statusOf(old), await statusOf(await linkOn())]).toEqual([403, 200]);
  } finally {
    await app.close();
  }
});

test.each([
  '/admin/people/987654',
  '/admin/people/0',
  '/admin/people/x',
  '/admin/people/99999999999999999999',
])('There is nobody at %s', async (path) => {
  expect((await here.anna.get(path)).status).toBe(404);
  expect((await here.anna.post(`${path}/enable`)).status).toBe(404);
});
