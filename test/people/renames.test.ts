/** Another username: sessions and what was said stay, the old name stays theirs and leads to them, and nobody else takes it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import { Renames } from '../../src/server/auth/accounts/renames.service.js';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, callerFor } from '../support/operations/caller.js';
import { codeOf } from '../support/services.js';
import { Tab } from '../support/socket.js';
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
