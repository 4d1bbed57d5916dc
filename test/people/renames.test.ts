/** Another username: sessions and what was said stay, the old name stays theirs and leads to them, and nobody else takes it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import { Erasures } from '../../src/server/auth/accounts/erasures.service.js';
import { Renames } from '../../src/server/auth/accounts/renames.service.js';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, callerFor } from '../support/operations/caller.js';
import { codeOf } from '../support/services.js';
import { soon, Tab } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await settled('anna');
  boris = await settled('boris');
  await addRoom(app.database, 'kitchen', { members: [anna.user, boris.user] });
});

afterAll(() => app.close());

const register = (username: string) =>
  app.app.get(Accounts).register({ username, password: defaultPassword });
const settled = async (username: string) => callerFor(app, await register(username), 'write');
const take = (caller: Caller, username: string, currentPassword = defaultPassword) =>
  caller.call('PUT', '/api/me/username', { username, currentPassword });
const give = (id: number, username: string) => app.app.get(Renames).give(commandLine, id, username);

test('the old name leads to them, in pages, mentions and private messages, while their socket lives on', async () => {
  const tab = await Tab.open(app.url, '', { token: boris.token });
  const hers = await Tab.open(app.url, '', { token: anna.token });
  const { room } = await tab.join('kitchen');
  await hers.join('kitchen');
  const before = await hers.say(room.id, 'ask @boris');
  expect(before.mentions).toEqual([boris.user.id]);
  expect((await take(boris, 'bo.the.cook', 'another password')).status).toBe(403);
  expect((await take(boris, 'bo.the.cook')).status).toBe(200);
  expect(await hers.until('person_changed')).toMatchObject({ user: { username: 'bo.the.cook' } });
  expect((await tab.say(room.id, 'still here')).author.username).toBe('bo.the.cook');
  expect((await hers.say(room.id, 'ask @boris again')).mentions).toEqual([boris.user.id]);
  expect((await hers.say(room.id, 'ask @bo.the.cook')).mentions).toEqual([boris.user.id]);
  const sent = await hers.must('private_message', {
    to: 'boris',
    clientId: crypto.randomUUID(),
    text: 'psst',
  });
  expect(sent.author.id).toBe(anna.user.id);
  const visitor = new Visitor(app.url);
  await visitor.signIn('anna');
  for (const [path, leads] of [
    ['/people/boris', '/people/bo.the.cook'],
    ['/chat/@boris', '/chat/%40bo.the.cook'],
  ])
    expect(await visitor.get(path!)).toMatchObject({ status: 301, location: leads });
  expect((await visitor.get('/people/Bo.the.COOK')).status).toBe(200);
  for (const each of [tab, hers]) each.close();
});

test('nobody else takes it, nor one that looks like it, and it can be taken back', async () => {
  expect(await codeOf(register('boris'))).toBe('conflict');
  expect(await codeOf(register('bоris'))).not.toBe('granted');
  expect(await codeOf(register('b0ris'))).toBe('conflict');
  expect((await take(anna, 'boris')).status).toBe(409);
  expect((await take(anna, 'bo.the.cook')).status).toBe(409);
  await give(boris.user.id, 'boris');
  expect((await take(anna, 'bo.the.cook')).status).toBe(409);
  expect(await boris.must('GET', '/api/me/profile')).toMatchObject({ user: { username: 'boris' } });
});

test('twice within 30 days is enough for oneself, and of two who want one name at once one has it', async () => {
  const clara = await settled('clara');
  for (const name of ['clara2', 'clara3']) expect((await take(clara, name)).status).toBe(200);
  expect((await take(clara, 'clara4')).status).toBe(409);
  await app.database.query(
    `update kept_usernames set kept_at = now() - interval '31 days' where user_id = $1`,
    [clara.user.id],
  );
  expect((await take(clara, 'clara4')).status).toBe(200);
  const [one, other] = [await settled('dora'), await settled('erik')];
  const both = await Promise.all([take(one, 'wanted'), take(other, 'wanted')]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('pages without scripts say the name of now: in messages, quotes, threads, pins, saved, search, activity and the lobby', async () => {
  const [gina, hugo] = [await settled('gina'), await settled('hugo')];
  const guest = await settled('ines');
  await app.database.query("update users set role = 'guest' where id = $1", [guest.user.id]);
  const roomId = await addRoom(app.database, 'pantry', {
    keepers: [hugo.user],
    members: [gina.user, guest.user],
  });
  const said = async (text: string, more: object = {}) =>
    hugo.must<{ id: number; seq: number }>('POST', `/api/rooms/${roomId}/messages`, {
      ...{ text, clientId: crypto.randomUUID() },
      ...more,
    });
  const root = await said('jam for @gina, <b>');
  await hugo.must('PUT', `/api/messages/${root.id}/pin`);
  await said('**dear** @gina, `@gina` is code', { replyTo: root.id });
  await said('the last of @gina.', { replyTo: root.id });
  await hugo.must('PUT', `/api/me/saved/${root.id}`, {});
  await give(gina.user.id, 'gina.k');
  const [his, hers, theirs] = [new Visitor(app.url), new Visitor(app.url), new Visitor(app.url)];
  await his.signIn('hugo');
  await hers.signIn('gina.k');
  await theirs.signIn('ines');
  const now = '<a class="mention" href="/people/gina.k" title="@gina" data-person';
  const room = (await his.get('/chat/pantry')).body;
  expect(room.split(now)).toHaveLength(4);
  expect(room).toContain('<code>@gina</code>');
  expect(room).toContain('data-said="jam for @gina, &lt;b&gt;"');
  expect(room).toMatch(/quote-text[^>]*>jam for @gina\.k, &lt;b&gt;</);
  // The same page, kept for all who see it so.
  expect((await theirs.get('/chat/pantry')).body).toContain(now);
  for (const path of [`/chat/pantry/thread/${root.seq}`, '/chat/pantry/pins', '/saved'])
    expect([path, (await his.get(path)).body.includes(now)]).toEqual([path, true]);
  expect((await his.get('/search?q=jam')).body).toMatch(/<mark>jam<\/mark> for @gina\.k, /);
  expect((await his.get('/search?q=gina')).body).toContain('<mark>@gina.k</mark>');
  expect((await hers.get('/activity')).body).toContain('<span class="mention is-me">@gina.k</span>');
  expect((await his.get('/chat/')).body).toContain('the last of @gina.k.');
  expect((await his.get(`/chat/pantry?reply=${root.seq}`)).body).toContain(
    'data-what>jam for @gina.k, &lt;b&gt;',
  );
  // Programs are told what was written.
  const { messages } = await hugo.must<{ messages: { text: string }[] }>(
    'GET',
    `/api/rooms/${roomId}/messages`,
  );
  expect(messages.map(({ text }) => text)).toContain('the last of @gina.');
  // Whoever the guest may not know of any more is in no text.
  await app.database.query('delete from memberships where user_id = $1', [gina.user.id]);
  const left = (await theirs.get('/chat/pantry')).body;
  expect([left.includes('gina.k'), left.includes('jam for @gina,')]).toEqual([false, true]);
  expect((await his.get('/chat/pantry')).body).toContain(now);
  // Again another one, and the first one again.
  await give(gina.user.id, 'gina2');
  expect((await his.get('/chat/pantry')).body).toContain('href="/people/gina2" title="@gina"');
  await give(gina.user.id, 'gina');
  expect((await his.get('/chat/pantry')).body).not.toContain('title="@gina"');
  // Whoever was erased has no name of now.
  await give(gina.user.id, 'gina3');
  expect((await his.get('/chat/pantry')).body).toContain('title="@gina"');
  await app.app.get(Erasures).erase(commandLine, gina.user.id, 'keep');
  await soon(async () => expect((await his.get('/chat/pantry')).body).not.toContain('title="@gina"'));
});

test('without scripts one takes it on a page', async () => {
  const visitor = new Visitor(app.url);
  await register('frida');
  await visitor.signIn('frida');
  const refused = await visitor.post('/account/you/username', {
    username: 'anna',
    currentPassword: defaultPassword,
  });
  expect(refused.status).toBe(409);
  const form = { username: 'frida.k', currentPassword: defaultPassword };
  expect((await visitor.post('/account/you/username', form)).status).toBe(303);
  expect((await visitor.get('/account/you')).body).toContain('value="frida.k"');
});
