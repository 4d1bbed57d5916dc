/** What moderators may beside members, what guests may not, and that a bot has no way in but its tokens. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import type { Role } from '../../src/shared/people.js';
import { type Gathering, gatherForAdmin } from '../support/administration.js';
import { addRoom } from '../support/factories.js';
import { Tab } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara', 'dora', 'emil');
});

afterAll(() => here.close());

const make = (name: string, role: Role) =>
  here.app.app.get(AccountChanges).setRole(commandLine, here.ids[name]!, role);

test('A moderator removes what others wrote where they can read it, and nowhere else; a member does not', async () => {
  const [open, shut] = [
    await addRoom(here.app.database, 'square', { members: [{ id: here.ids.boris! }] }),
    await addRoom(here.app.database, 'cellar', { access: 'private', members: [{ id: here.ids.boris! }] }),
  ];
  const boris = await here.tabOf(here.visitors.boris!);
  const [heard, hidden] = [await boris.say(open, 'rude'), await boris.say(shut, 'rude, too')];
  const clara = await here.tabOf(here.visitors.clara!);
  expect(await clara.refusal('delete', { messageId: heard.id })).toMatchObject({ code: 'forbidden' });
  await make('clara', 'moderator');
  expect((await clara.must('delete', { messageId: heard.id })).deletedBy).toBe('moderator');
  expect(await clara.refusal('delete', { messageId: hidden.id })).toMatchObject({ code: 'not_found' });
  expect((await here.anna.get('/admin/audit')).body).toContain('made <a href="/admin/people');
});

test('Whoever is made a guest loses the public room that they only look at, at once, and keeps the one that they are in', async () => {
  const looked = await addRoom(here.app.database, 'window');
  const kept = await addRoom(here.app.database, 'kitchen', { members: [{ id: here.ids.dora! }] });
  const dora = await here.tabOf(here.visitors.dora!);
  await dora.must('join', { room: 'window', look: true });
  await make('dora', 'guest');
  await dora.until('room_removed', ({ roomId }) => roomId === looked);
  expect(await dora.refusal('history', { roomId: looked })).toMatchObject({ code: 'not_found' });
  expect(await dora.refusal('join', { room: 'window' })).toMatchObject({ code: 'not_found' });
  await dora.say(kept, 'still here');
  expect((await here.visitors.dora!.get('/chat/window')).body).toEqual(
    expect.stringContaining('There is no such room'),
  );
  expect(await here.app.app.get(MembershipsService).join(looked, here.ids.dora!)).toBe(false);
  await make('dora', 'member');
  expect(await dora.ask('join', { room: 'window' })).toMatchObject({ ok: true });
});

test('A bot is signed out as it becomes one, and its password opens nothing', async () => {
  const emil = await here.tabOf(here.visitors.emil!);
  await make('emil', 'bot');
  await emil.until('signed_out');
  expect((await here.visitors.emil!.get('/account')).status).toBe(303);
  await expect(new Visitor(here.app.url).signIn('emil')).rejects.toThrow('could not sign in');
});

test('A bot gets its tokens from an administrator, and writes with them; people do not', async () => {
  const emil = here.ids.emil!;
  const square = await addRoom(here.app.database, 'workshop');
  const made = await here.anna.post(`/admin/people/${emil}/tokens`, { name: 'weather', scope: 'write' });
  expect(made.status).toBe(201);
  const token = /value="(samovar_[^"]+)"/.exec(made.body)![1]!;
  const tab = await Tab.open(here.app.url, '', { token });
  await tab.join('workshop');
  expect((await tab.say(square, 'rain at four')).author).toMatchObject({ username: 'emil', bot: true });
  tab.close();
  const ofPerson = await here.anna.post(`/admin/people/${here.ids.boris}/tokens`, {
    name: 'weather',
    scope: 'write',
  });
  expect(ofPerson.status).toBe(403);
});

test('A bot is made without a password, comes in by a token alone, and by a password once it is somebody else', async () => {
  const { app, anna } = here;
  const headers = async () => ({
    'content-type': 'application/json',
    'x-csrf-token': await anna.csrfToken(),
  });
  const make = async (body: object) =>
    anna.request('POST', '/api/users', JSON.stringify(body), await headers());
  for (const body of [{ username: 'robot', role: 'member' }, { username: 'robot' }]) {
    const refused = await make(body);
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('Enter a password.')]);
  }
  const made = await make({ username: 'robot', role: 'bot' });
  expect(made.status).toBe(201);
  const { id } = JSON.parse(made.body) as { id: number };
  const [row] = await app.database.query('select password_hash from users where id = $1', [id]);
  expect(row).toEqual({ password_hash: '' });
  for (const password of ['', 'undefined', defaultPassword])
    await expect(new Visitor(app.url).signIn('robot', password)).rejects.toThrow('could not sign in');
  const offer = async () =>
    anna.request('POST', `/api/users/${id}/password-reset`, undefined, await headers());
  const refused = await offer();
  expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('A bot has no password.')]);
  const token = await anna.request(
    ...(['POST', `/api/users/${id}/tokens`, JSON.stringify({ name: 'arms', scope: 'write' })] as const),
    await headers(),
  );
  const tab = await Tab.open(app.url, '', { token: (JSON.parse(token.body) as { token: string }).token });
  const { me } = await tab.join('workshop');
  expect(me).toMatchObject({ username: 'robot', bot: true, role: 'bot' });
  tab.close();
  await app.app.get(AccountChanges).setRole(commandLine, id, 'member');
  await expect(new Visitor(app.url).signIn('robot', '')).rejects.toThrow('could not sign in');
  expect((await offer()).status).toBe(201);
});

test('Anna chooses a role on the page of the person, and the page says what it means', async () => {
  const path = `/admin/people/${here.ids.boris}`;
  const done = await here.anna.post(`${path}/role`, { role: 'moderator' });
  expect(done.location).toBe(`${path}?done=moderator`);
  const page = (await here.anna.get(done.location!)).body;
  expect(page).toContain('They are a moderator now.');
  expect(page).toContain('<option value="moderator" selected>Moderator</option>');
  expect((await here.anna.post(`${path}/role`, { role: 'king' })).status).toBe(422);
  await make('boris', 'member');
});
