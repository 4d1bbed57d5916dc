/** What holds texts back on the whole server: a list of words, and during a raid being new. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let chief: Caller;
/** A moderator. */
let mona: Caller;
let roomId: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, chief] = [await newCaller(app, 'anna'), await newCaller(app, 'chief', 'admin')];
  mona = await newBrowserCaller(app, 'mona');
  await app.database.query("update users set role = 'moderator' where id = $1", [mona.user.id]);
  roomId = await addRoom(app.database, 'kitchen', { members: [anna, chief, mona].map(({ user }) => user) });
});

afterEach(() => chief.must('PATCH', '/api/settings', { word_list: null, raid_guard: null }));
afterAll(() => app.close());

const send = (who: Caller, text: string, clientId: string = randomUUID()) =>
  who.call<{ id: number; detail: string }>('POST', `/api/rooms/${roomId}/messages`, { text, clientId });

const hold = (...words: string[]) => chief.must('PATCH', '/api/settings', { word_list: words });

test('a word of the list holds a message back with a sentence that names it, whoever writes it', async () => {
  await hold('fool*');
  for (const who of [anna, mona, chief])
    expect(await send(who, 'You **F\u043eolish** man')).toMatchObject({
      status: 422,
      body: { detail: '“F\u043eolish” is not written here. Change the text, and send it again.' },
    });
  expect((await send(anna, 'You wise man')).status).toBe(201);
});

test('so it does on every way that a text takes', async () => {
  const { id } = (await send(anna, 'first')).body;
  await hold('fool');
  const refused = async (method: string, path: string, body: object) =>
    expect([path, (await anna.call(method, path, body)).status]).toEqual([path, 422]);
  await refused('PATCH', `/api/messages/${id}`, { text: 'a fool' });
  await refused('POST', `/api/rooms/${roomId}/messages`, { text: '/me is a fool', clientId: randomUUID() });
  await refused('POST', `/api/rooms/${roomId}/messages`, { text: '/topic fool', clientId: randomUUID() });
  await refused('POST', `/api/rooms/${roomId}/messages`, {
    text: 'fool',
    replyTo: id,
    clientId: randomUUID(),
  });
  await refused('POST', '/api/direct/messages', { to: 'chief', text: 'fool', clientId: randomUUID() });
  await refused('POST', '/api/rooms', { name: 'fool club' });
  await refused('POST', '/api/rooms', { name: 'club', topic: 'for every fool' });
  await refused('PATCH', '/api/me', { displayName: 'Fool' });
  await refused('PUT', '/api/me/status', { text: 'fool' });
  expect((await chief.call('PATCH', `/api/rooms/${roomId}`, { name: 'fool' })).status).toBe(422);
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const refusal = await tab.refusal('message', { roomId, clientId: randomUUID(), text: 'fool' });
  expect(refusal).toMatchObject({ code: 'invalid' });
  tab.close();
});

test('what was stored before the word was on the list is answered as ever when it is sent again', async () => {
  const clientId = randomUUID();
  const first = await send(anna, 'you fool', clientId);
  await hold('fool');
  expect((await send(anna, 'you fool', clientId)).body.id).toBe(first.body.id);
  expect((await send(anna, 'you fool')).status).toBe(422);
});

test('during a raid only people write who have been here for a day, and moderators; it is one press, and audited', async () => {
  const tab = await Tab.open(app.url, mona.cookie);
  const old = await newCaller(app, 'old');
  await app.database.query("update users set created_at = now() - interval '25 hours' where id = $1", [
    old.user.id,
  ]);
  expect((await anna.call('PATCH', '/api/peace', { raidGuard: true })).status).toBe(403);
  expect(await mona.must('PATCH', '/api/peace', { raidGuard: true })).toMatchObject({ raidGuard: true });
  await tab.until('peace_changed', ({ raidGuard }) => raidGuard);
  const refused = await send(anna, 'hello');
  expect([refused.status, refused.body.detail]).toEqual([
    403,
    'Just now only people who have been here for a day can write. Try again later.',
  ]);
  expect((await anna.call('POST', '/api/rooms', { name: 'raiders' })).status).toBe(403);
  await app.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
    roomId,
    old.user.id,
  ]);
  for (const who of [old, mona]) expect((await send(who, 'hello')).status).toBe(201);
  await mona.must('PATCH', '/api/peace', { raidGuard: false });
  await tab.until('peace_changed', ({ raidGuard }) => !raidGuard);
  expect((await send(anna, 'hello')).status).toBe(201);
  const entries = await app.database.query<{ details: object }>(
    "select details from audit_log where action = 'setting_changed' and actor_name = 'mona' order by id",
  );
  expect(entries.map(({ details }) => details)).toEqual([
    { raid_guard: 'false → true' },
    { raid_guard: 'true → false' },
  ]);
  tab.close();
});

test('the guard that another node has just put up holds here, before this one knows of it; a repeat is answered as ever', async () => {
  const clientId = randomUUID();
  const first = await send(anna, 'before', clientId);
  await app.database.query(
    "insert into settings (name, value) values ('raid_guard', 'true') on conflict (name) do update set value = 'true'",
  );
  expect((await send(anna, 'after')).status).toBe(403);
  expect((await send(anna, 'before', clientId)).body.id).toBe(first.body.id);
  expect((await send(mona, 'mine')).status).toBe(201);
});
