/** People come by a link: who is new, who has an account, how many, how long, and into which rooms. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { SettingsService } from '../../src/server/settings/settings.service.js';
import type { InvitationView, NewInvitationView } from '../../src/shared/invitations.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';
import { defaultPassword, type Reply, Visitor } from '../support/visitor.js';

let app: TestApp;
let admin: Caller;
let keeper: Caller;
let parlour: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off', REGISTRATION: 'closed' });
  admin = await newCaller(app, 'anna', 'admin');
  keeper = await newCaller(app, 'boris');
  parlour = await addRoom(app.database, 'Parlour', { access: 'private', members: [keeper.user] });
  await app.database.query('update memberships set keeper = true where user_id = $1', [keeper.user.id]);
});

afterAll(() => app.close());

const sentence = 'This invitation has ended, or there never was one.';

const make = (by: Caller, body: object = {}, roomId = parlour) =>
  by.must<NewInvitationView>('POST', `/api/rooms/${roomId}/invitations`, body);

const name = () => `p${randomUUID().slice(0, 8)}`;

/** Registers by the link; whoever it was is signed in then. */
async function come(
  path: string,
  username = name(),
): Promise<{ reply: Reply; visitor: Visitor; username: string }> {
  const visitor = new Visitor(app.url);
  const reply = await visitor.post(`${path}/register`, { username, password: defaultPassword });
  return { reply, visitor, username };
}

const roleOf = async (username: string) =>
  (await app.database.query<{ role: string }>('select role from users where username = $1', [username]))[0]
    ?.role;

test('The page says who invites into what, and where nobody may register a guest does, and is in the room', async () => {
  const { path } = await make(keeper, { role: 'guest' });
  const page = await new Visitor(app.url).get(path);
  expect(page.status).toBe(200);
  for (const words of ['boris', 'Parlour', 'as a guest', 'Create an account'])
    expect(page.body).toContain(words);
  const keepersTab = await Tab.open(app.url, '', { token: keeper.token });
  await keepersTab.join('Parlour');
  const { reply, visitor, username } = await come(path);
  expect([reply.status, reply.location]).toEqual([303, '/chat/Parlour']);
  expect(await roleOf(username)).toBe('guest');
  expect((await visitor.get('/chat/Parlour')).status).toBe(200);
  expect(JSON.parse((await visitor.get('/api/rooms')).body)).toMatchObject({ rooms: [{ name: 'Parlour' }] });
  await keepersTab.until('chat_message', ({ messages }) => messages.some(({ kind }) => kind === 'room'));
  keepersTab.close();
  const [listed] = (
    await keeper.must<{ invitations: InvitationView[] }>('GET', `/api/rooms/${parlour}/invitations`)
  ).invitations;
  expect(listed).toMatchObject({
    uses: 1,
    state: 'open',
    people: [{ user: { username }, registered: true }],
  });
});

test('Whoever has an account stays what they are, and is let in by one button, signed in first', async () => {
  const { path } = await make(keeper, { role: 'guest', maxUses: 1 });
  const nina = new Visitor(app.url);
  await admin.must('POST', '/api/users', { username: 'nina', password: defaultPassword });
  const asked = await nina.get(path);
  expect(asked.body).toContain(`/login?next=${encodeURIComponent(path)}`);
  expect((await nina.post(path)).status).toBe(401);
  const signedIn = await nina.post('/login', { username: 'nina', password: defaultPassword, next: path });
  expect(signedIn.location).toBe(path);
  expect((await nina.get(path)).body).toContain('Come in as');
  expect((await nina.post(path)).location).toBe('/chat/Parlour');
  expect(await roleOf('nina')).toBe('member');
  const { entries } = await admin.must<{ entries: { action: string; actor: unknown }[] }>(
    'GET',
    '/api/audit',
  );
  expect(entries).toContainEqual(
    expect.objectContaining({
      action: 'invitation_used',
      actor: expect.objectContaining({ username: 'nina' }),
    }),
  );
  expect((await nina.get('/chat/Parlour')).status).toBe(200);
});

test('Of fifty who come at once by a link for ten, exactly ten come in, and the others have no account', async () => {
  const { path, id } = await make(keeper, { maxUses: 10 });
  const names = Array.from({ length: 50 }, name);
  const replies = await Promise.all(names.map((username) => come(path, username)));
  const statuses = replies.map(({ reply }) => reply.status).sort();
  expect(statuses).toEqual([...Array<number>(10).fill(303), ...Array<number>(40).fill(404)]);
  const counted = await app.database.query<{ accounts: string; members: string; uses: number }>(
    `select (select count(*) from users where username = any($1)) as accounts, uses,
       (select count(*) from memberships m join users u on u.id = m.user_id where m.room_id = $2 and u.username = any($1)) as members
     from invitations where id = $3`,
    [names, parlour, id],
  );
  expect(counted.map((row) => [Number(row.accounts), Number(row.members), row.uses])).toEqual([[10, 10, 10]]);
}, 120_000);

test('The account, the use and the rooms are there together or not at all, and whoever came by it comes in again when it is used up', async () => {
  const { path, id } = await make(keeper, { maxUses: 1, role: 'guest' });
  // As where the server is killed on the way from the account to the room.
  await app.database.query(
    `create function fall() returns trigger language plpgsql as $$ begin raise 'down'; end $$`,
  );
  await app.database.query(
    'create trigger falls before insert on memberships for each row execute function fall()',
  );
  const fallen = await come(path);
  await app.database.query('drop function fall() cascade');
  expect([fallen.reply.status, await roleOf(fallen.username)]).toEqual([500, undefined]);
  const { visitor, username, reply } = await come(path);
  expect(reply.location).toBe('/chat/Parlour');
  const [row] = await app.database.query<{ id: string }>('select id from users where username = $1', [
    username,
  ]);
  await app.database.query('delete from memberships where user_id = $1', [row!.id]);
  expect((await visitor.get('/chat/Parlour')).status).toBe(404);
  expect((await visitor.get(path)).body).toContain('Come in as');
  expect((await visitor.post(path)).location).toBe('/chat/Parlour');
  expect((await visitor.get('/chat/Parlour')).status).toBe(200);
  expect((await come(path)).reply.status).toBe(404);
  const [counted] = await app.database.query('select uses from invitations where id = $1', [id]);
  expect(counted).toEqual({ uses: 1 });
});

test('Unknown, ended, used up, revoked, or by somebody who is gone: one and the same sentence', async () => {
  const anybody = await newCaller(app, name());
  await app.database.query('insert into memberships (room_id, user_id, keeper) values ($1, $2, true)', [
    parlour,
    anybody.user.id,
  ]);
  const made = await Promise.all([0, 1, 2].map(() => make(keeper, { maxUses: 1, endsInDays: 1 })));
  const [ended, used, revoked] = made as [NewInvitationView, NewInvitationView, NewInvitationView];
  const ofGone = await make(anybody);
  await app.database.query("update invitations set ends_at = now() - interval '1 second' where id = $1", [
    ended.id,
  ]);
  expect((await come(used.path)).reply.status).toBe(303);
  await keeper.must('DELETE', `/api/invitations/${revoked.id}`);
  await app.app.get(AccountChanges).disable(commandLine, anybody.user.id);
  const bodies = new Set<string>();
  for (const path of [ended.path, used.path, revoked.path, ofGone.path, '/invite/never-was', '/invite/%00']) {
    const reply = await new Visitor(app.url).get(path);
    expect([path, reply.status]).toEqual([path, 404]);
    bodies.add(/<main[\s\S]*<\/main>/.exec(reply.body)![0]);
    expect((await come(path)).reply.status).toBe(404);
  }
  expect(bodies.size).toBe(1);
  expect([...bodies][0]).toContain(sentence);
});

test('Into a room that was archived meanwhile, or that its maker keeps no more, it leads nobody', async () => {
  const [attic, cellar] = [
    await addRoom(app.database, 'Attic', { members: [keeper.user] }),
    await addRoom(app.database, 'Cellar', { access: 'private', members: [keeper.user] }),
  ];
  await app.database.query('update memberships set keeper = true where user_id = $1', [keeper.user.id]);
  const { path } = await keeper.must<NewInvitationView>('POST', '/api/invitations', {
    roomIds: [attic, cellar, parlour],
  });
  await app.database.query('update rooms set archived_at = now() where id = $1', [attic]);
  await app.database.query('delete from memberships where room_id = $1', [cellar]);
  expect((await new Visitor(app.url).get(path)).body).not.toMatch(/Attic|Cellar/);
  const { reply, username } = await come(path);
  expect(reply.location).toBe('/chat/Parlour');
  const rooms = await app.database.query<{ name: string }>(
    'select r.name from memberships m join users u on u.id = m.user_id join rooms r on r.id = m.room_id where u.username = $1',
    [username],
  );
  expect(rooms).toEqual([{ name: 'Parlour' }]);
});

test('Who may invite is a setting; nobody into a room that they do not look after; a guest nobody', async () => {
  const member = await newCaller(app, name());
  const guest = await newCaller(app, name(), 'guest');
  const status = async (by: Caller, body: object) => (await by.call('POST', '/api/invitations', body)).status;
  expect(await status(member, {})).toBe(403);
  expect(await status(member, { roomIds: [parlour] })).toBe(404);
  expect(await status(guest, { roomIds: [parlour] })).toBe(404);
  expect(await status(admin, { role: 'guest' })).toBe(422);
  expect(await status(admin, {})).toBe(201);
  const set = (by: string) => admin.must('PATCH', '/api/settings', { invitations_by: by });
  await set('members');
  expect(await status(member, {})).toBe(201);
  expect(await status(guest, {})).toBe(403);
  await set('admins');
  expect(await status(keeper, { roomIds: [parlour] })).toBe(403);
  await set('keepers');
  expect(await status(keeper, { roomIds: [parlour] })).toBe(201);
});

test('A newcomer is at once in the rooms that the setting names; a guest is not', async () => {
  const hall = await addRoom(app.database, 'Hall');
  await admin.must('PATCH', '/api/settings', { newcomer_rooms: [hall] });
  expect(app.app.get(SettingsService).current.newcomer_rooms).toEqual([hall]);
  const inHall = async (username: string) =>
    (
      await app.database.query(
        'select from memberships m join users u on u.id = m.user_id where m.room_id = $1 and u.username = $2',
        [hall, username],
      )
    ).length;
  const { username } = await come((await make(keeper)).path);
  const { username: guest } = await come((await make(keeper, { role: 'guest' })).path);
  const { username: made } = await admin.must<{ username: string }>('POST', '/api/users', {
    username: name(),
    password: defaultPassword,
  });
  expect([await inHall(username), await inHall(guest), await inHall(made)]).toEqual([1, 0, 1]);
  await admin.must('PATCH', '/api/settings', { newcomer_rooms: [] });
});
