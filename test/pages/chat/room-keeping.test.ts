/** Looking after a room on its pages, without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addCrowd, addRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
const people: Record<string, Visitor> = {};
const ids: Record<string, number> = {};

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['anna', 'boris', 'clara', 'dora', 'erik', 'flora']) {
    people[name] = new Visitor(app.url);
    await people[name].register(name);
    const [row] = await app.database.query<{ id: number }>('select id from users where username = $1', [
      name,
    ]);
    ids[name] = Number(row!.id);
  }
});
afterAll(() => app.close());

const made = (name: string, more: object = {}) =>
  addRoom(app.database, name, { keepers: [{ id: ids.anna! }], ...more });
const keepers = async (roomId: number) => {
  const rows = await app.database.query<{ username: string }>(
    'select username from memberships join users on users.id = user_id where room_id = $1 and keeper',
    [roomId],
  );
  return rows.map(({ username }) => username);
};

test('a keeper changes the room on its settings, and is told what is wrong beside what was typed', async () => {
  await made('plots', { members: [{ id: ids.boris! }] });
  await made('beds');
  const { anna, boris } = people;
  expect((await boris!.get('/chat/plots/settings')).body).not.toContain('Look after the room');
  const form = { name: 'Beds', topic: 'Ours', access: 'private', posting: 'admins', slowSeconds: '30' };
  const refused = await anna!.post('/chat/plots/settings', form);
  expect(refused.status).toBe(409);
  expect(refused.body).toContain('This name is taken. Choose another.');
  expect(refused.body).toContain('value="Ours"');
  const changed = await anna!.post('/chat/plots/settings', { ...form, name: 'New plots' });
  expect(changed.location).toBe('/chat/New%20plots/settings?done=changed');
  const page = (await anna!.get(changed.location!)).body;
  for (const text of ['value="30" selected', 'value="private" selected', 'value="admins" selected'])
    expect(page).toContain(text);
  const log = (await boris!.get('/chat/New%20plots')).body;
  expect(log).toContain('made this an announcement room: keepers and administrators write here');
  expect((await boris!.post('/chat/New%20plots/settings', form)).status).toBe(403);
});

test('people are brought in by their names, several at once; a name that is nobody’s is said', async () => {
  const roomId = await made('orchard', { access: 'private' });
  const { anna, boris } = people;
  const refused = await anna!.post('/chat/orchard/invite', { names: 'boris, nobody-at-all' });
  expect([refused.status, refused.body.includes('There is nobody called')]).toEqual([422, true]);
  expect(refused.body).toContain('boris, nobody-at-all</textarea>');
  const { location } = await anna!.post('/chat/orchard/invite', { names: '@boris  Clara' });
  expect(location).toBe('/chat/orchard');
  const members = await app.database.query('select from memberships where room_id = $1', [roomId]);
  expect(members).toHaveLength(3);
  expect((await boris!.get('/chat/orchard')).body).toContain(
    'brought \u2068boris\u2069, \u2068clara\u2069 into',
  );
});

test('a keeper who leaves is asked who keeps the room then; one who is banned reads it no more until that is lifted', async () => {
  const roomId = await made('hives', { members: [{ id: ids.boris! }, { id: ids.clara! }] });
  const { anna, boris, clara } = people;
  expect((await anna!.post('/chat/hives/leave', {})).location).toBe('/chat/hives/settings?leave=1');
  const asked = (await anna!.get('/chat/hives/settings?leave=1')).body;
  expect(asked).toContain('Who looks after it from then on?');
  // Any of them, however many there are.
  await addCrowd(app.database, roomId, 'bee', 120);
  const refused = await anna!.post('/chat/hives/leave', { sure: 'yes', heir: 'wasp' });
  expect(refused.status).toBe(422);
  for (const text of ['Nobody who could keep this room is called wasp.', 'name="heir" value="wasp"'])
    expect(refused.body).toContain(text);
  await anna!.post('/chat/hives/leave', { sure: 'yes', heir: 'Clara' });
  expect(await keepers(roomId)).toEqual(['clara']);
  await clara!.post('/chat/hives/keep', { user: String(ids.boris), does: 'ban_day', reason: 'Stings' });
  expect((await boris!.get('/chat/hives')).status).toBe(404);
  const page = (await clara!.get('/chat/hives/settings')).body;
  expect(page).toMatch(/<bdi>boris<\/bdi>, until .*<bdi>Stings/s);
  await clara!.post('/chat/hives/bans/lift', { user: String(ids.boris) });
  expect((await boris!.get('/chat/hives')).status).toBe(200);
});

test('a room is made in the lobby with its topic and whoever is in from the first; nothing is made where a name is nobody’s', async () => {
  const { anna, boris } = people;
  const form = { room: 'nursery', access: 'private', topic: 'Seedlings', names: 'boris' };
  const refused = await anna!.post('/chat/', { ...form, names: 'boris nobody-at-all' });
  expect(refused.body).toContain('There is nobody called');
  expect((await anna!.get('/chat/nursery')).status).toBe(404);
  expect((await anna!.post('/chat/', form)).location).toBe('/chat/nursery');
  const page = (await boris!.get('/chat/nursery')).body;
  expect(page).toContain('Seedlings');
});

test('keepers find whom they mean among the members, with what may be done about each; who is silent stands there, and is let off', async () => {
  const members = ['boris', 'clara'].map((name) => ({ id: ids[name]! }));
  const roomId = await made('meadow', { members });
  const { anna, boris, clara } = people;
  const page = (await anna!.get('/chat/meadow/settings?q=bor')).body;
  expect(page).toContain('<bdi class="cut">boris</bdi>');
  expect(page).not.toContain('<bdi class="cut">clara</bdi>');
  expect(page.lastIndexOf('Leave the room')).toBeGreaterThan(page.indexOf('Back to the room'));
  const keep = (visitor: Visitor, does: string, user = ids.boris) =>
    visitor.post('/chat/meadow/keep', { user: String(user), does });
  expect((await keep(anna!, 'silence_hour')).location).toBe('/chat/meadow/settings?done=kept#people');
  const refused = await boris!.post('/chat/meadow/messages', { text: 'but', clientId: crypto.randomUUID() });
  expect(refused.body).toMatch(/You cannot write in this room until \d{4}-\d\d-\d\d \d\d:\d\d/);
  await app.database.query(`update users set role = 'moderator' where username = 'clara'`);
  const hers = (await clara!.get('/chat/meadow/settings')).body;
  expect(hers).toMatch(/Silent in this room.*<bdi>boris<\/bdi>, until/s);
  expect(hers).not.toContain('value="remove"');
  expect((await boris!.get('/chat/meadow/settings')).body).not.toContain('Silent in this room');
  await boris!.post('/chat/meadow/leave', {});
  const { body } = await anna!.get(`/api/rooms/${roomId}/silences`);
  expect(JSON.parse(body)).toMatchObject({ silences: [{ user: { username: 'boris' } }] });
  expect((await boris!.get(`/api/rooms/${roomId}/silences`)).status).toBe(403);
  await boris!.post('/chat/meadow/join', {});
  const again = JSON.parse((await anna!.get(`/api/rooms/${roomId}/silences`)).body) as { silences: object[] };
  expect(again.silences).toHaveLength(1);
  expect((await boris!.get('/chat/meadow')).body).toMatch(/You cannot write in this room until <time/);
  await keep(clara!, 'speak');
  expect(JSON.parse((await anna!.get(`/api/rooms/${roomId}/silences`)).body)).toEqual({ silences: [] });
});

test('the page of a person has it, too: in the only room that one keeps with them, or in a chosen one, and nobody else has it', async () => {
  const { dora, erik, flora } = people;
  const both = { keepers: [{ id: ids.dora! }], members: [{ id: ids.erik! }, { id: ids.flora! }] };
  const shed = await made('shed', both);
  expect((await erik!.get('/people/flora')).body).not.toContain('name="does"');
  expect((await erik!.get(`/people/flora?room=${shed}`)).body).not.toContain('name="does"');
  const closed = await made('closed shed', {
    access: 'private',
    keepers: [{ id: ids.dora! }],
    members: [{ id: ids.erik! }],
  });
  expect((await flora!.get(`/people/erik?room=${closed}`)).status).toBe(404);
  const alone = (await dora!.get('/people/flora')).body;
  expect(alone).toMatch(/action="\/chat\/shed\/keep".*name="reason".*Silence them for an hour/s);
  expect(alone).not.toContain('A room that you look after');
  const several = (await dora!.get('/people/erik')).body;
  expect(several).not.toContain('name="does"');
  expect(several).toMatch(
    new RegExp(`<option value="${closed}">closed shed</option>.*<option value="${shed}">shed</option>`, 's'),
  );
  const chosen = (await dora!.get(`/people/erik?room=${shed}`)).body;
  expect(chosen).toMatch(/<details class="person-moderating" open>.*action="\/chat\/shed\/keep"/s);
  const form = { user: String(ids.erik), of: 'erik', reason: 'Noise' };
  const done = await dora!.post('/chat/shed/keep', { ...form, does: 'silence_hour' });
  expect(done.location).toBe(`/people/erik?room=${shed}&done=kept`);
  const after = (await dora!.get(done.location!)).body;
  for (const text of ['Done. The room says so', 'Silent in shed until', 'Let them write again'])
    expect(after).toContain(text);
  expect((await flora!.post('/chat/shed/keep', { ...form, does: 'ban' })).status).toBe(403);
  await dora!.post('/chat/shed/keep', { ...form, does: 'ban' });
  expect((await dora!.get(`/people/erik?room=${shed}`)).body).toContain('Banned from shed');
});

test('a moderator has it in every room that they share with somebody, and an administrator is not theirs', async () => {
  const { dora, erik, flora } = people;
  const room = await made('barn', { members: ['dora', 'erik', 'flora'].map((name) => ({ id: ids[name]! })) });
  await app.database.query("update users set role = 'moderator' where id = $1", [ids.erik]);
  const form = (await erik!.get('/people/flora')).body;
  expect(form).toContain('action="/chat/barn/keep"');
  expect(form).toContain('Ban them for a day');
  expect(form).not.toContain('Remove them from the room');
  await app.database.query("update users set role = 'admin' where id = $1", [ids.dora]);
  expect((await erik!.get(`/people/dora?room=${room}`)).body).not.toContain('name="does"');
  expect((await dora!.get(`/people/erik?room=${room}`)).body).toContain('Remove them from the room');
  for (const id of [ids.dora, ids.erik])
    await app.database.query("update users set role = 'member' where id = $1", [id]);
  expect((await flora!.get(`/people/erik?room=${room}`)).body).not.toContain('name="does"');
});
