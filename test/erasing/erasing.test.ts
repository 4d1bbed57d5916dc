/** Erasing a person: what is forgotten, what stays and under which name, for who is there and who was away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Erasures } from '../../src/server/auth/accounts/erasures.service.js';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { forgotten, kept } from '../../src/server/erasing/forgotten.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { gatherForAdmin, type Gathering } from '../support/administration.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices } from '../support/services.js';
import { eventually } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara', 'dora', 'vera');
});

afterAll(() => here.close());

const tabOf = (visitor: Visitor) => here.tabOf(visitor);

const isForgotten = (userId: number) =>
  eventually(
    async () =>
      (await here.app.database.query('select from erasures where user_id = $1', [userId])).length === 0,
    'somebody was never forgotten',
  );

/** A table and a column → how many rows speak of somebody. */
async function rowsOf(userId: number): Promise<Record<string, number>> {
  const columns = Object.entries(forgotten).flatMap(([table, names]) => names.map((name) => [table, name]));
  const counts = columns.map(async ([table, column]) => {
    const [row] = await here.app.database.query<{ rows: number }>(
      `select count(*)::int as rows from ${table} where ${column} = $1`,
      [userId],
    );
    return [`${table}.${column}`, row!.rows] as const;
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, rows]) => rows > 0));
}

async function fill(userId: number, roomId: number, messageId: number): Promise<void> {
  const { database } = here.app;
  await database.query(`insert into last_here (user_id, at) values ($1, now()) on conflict do nothing`, [
    userId,
  ]);
  await database.query(
    `insert into mail_addresses (user_id, address, address_key, language) values ($1, 'b@x.org', 'b@x.org', 'en')`,
    [userId],
  );
  await database.query(`insert into ignored (user_id, ignored_id) values ($1, $2), ($2, $1)`, [
    userId,
    here.ids.anna,
  ]);
  await database.query(
    `insert into thread_follows (user_id, thread_id, room_id, following) values ($1, $2, $3, true)`,
    [userId, messageId, roomId],
  );
}

test('Boris erases himself and keeps what he wrote: it is of somebody who left, live and after, and his name is free', async () => {
  const { app, visitors, ids, anna } = here;
  await visitors.clara!.post('/chat/', { room: 'garden' });
  const [clara, boris] = [await tabOf(visitors.clara!), await tabOf(visitors.boris!)];
  const { room } = await clara.join('garden');
  await boris.join('garden');
  const { id } = await boris.say(room.id, 'the roses bloom');
  await boris.ask('react', { messageId: (await clara.say(room.id, 'indeed')).id, emoji: '👍', on: true });
  await fill(ids.boris!, room.id, id);

  const page = await visitors.boris!.get('/account/erase');
  expect(page.body).toContain('<strong>Messages</strong><br><span>1 ·');
  const refused = await visitors.boris!.post('/account/erase', {
    messages: 'keep',
    currentPassword: 'a guess',
  });
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('This is not your current password.');
  const done = await visitors.boris!.post('/account/erase', {
    messages: 'keep',
    currentPassword: defaultPassword,
  });
  expect([done.status, done.location]).toEqual([303, '/login']);
  await boris.until('signed_out');
  const changed = await clara.until('person_changed', ({ user }) => user.id === ids.boris);
  expect(changed.user.name).toBe('Somebody who left');
  expect((await visitors.boris!.get('/chat/')).status).toBe(303);
  await isForgotten(ids.boris!);

  expect(await rowsOf(ids.boris!)).toEqual({});
  const seen = await visitors.clara!.get('/chat/garden');
  expect(seen.body).toContain('the roses bloom');
  expect(seen.body).toContain('Somebody who left');
  expect(seen.body).not.toMatch(/boris/i);
  const russian = new Visitor(app.url, 'ru');
  await russian.signIn('clara');
  expect((await russian.get('/chat/garden')).body).toContain('Тот, кто ушёл');
  const { messages } = await clara.must('history', { roomId: room.id });
  expect(messages[0]!.author).toEqual({
    id: ids.boris,
    username: `~${ids.boris}`,
    name: 'Somebody who left',
  });

  const audit = (await anna.get('/admin/audit')).body;
  expect(audit.slice(0, audit.indexOf('created an account'))).not.toMatch(/boris/i);
  expect((await anna.get(`/admin/people/${ids.boris}`)).status).toBe(404);
  expect((await anna.post(`/admin/people/${ids.boris}/enable`)).status).toBe(404);
  const another = new Visitor(app.url);
  await another.register('boris');
  expect((await another.get('/account')).status).toBe(200);
});

test('an administrator erases Dora with her messages: each becomes an empty place where others look, and for who was away', async () => {
  const { visitors, ids, anna } = here;
  const dora = await tabOf(visitors.dora!);
  const { room } = await dora.join('garden');
  await dora.say(room.id, 'one');
  await dora.say(room.id, 'two');
  const clara = await tabOf(visitors.clara!);
  const { rev } = await clara.join('garden');
  const away = await tabOf(visitors.vera!);
  await away.join('garden');
  away.close();
  const path = `/admin/people/${ids.dora}/erase`;
  expect((await anna.get(path)).body).toContain('<strong>Messages</strong><br><span>2 ·');
  const another = await anna.post(path, { username: 'clara', messages: 'remove' });
  expect(another.body).toContain('This is a different name.');
  expect(another.body).toMatch(/value="remove" checked/);
  expect((await anna.post(path, { username: 'Dora', messages: 'remove' })).status).toBe(303);
  await clara.until('message_changed');
  await isForgotten(ids.dora!);
  const back = await tabOf(visitors.vera!);
  const { messages } = await back.join('garden', rev);
  expect(messages.map(({ author, text, deletedAt }) => [author.id, text, deletedAt !== undefined])).toEqual([
    [ids.dora, undefined, true],
    [ids.dora, undefined, true],
  ]);
  expect((await visitors.clara!.get('/chat/garden')).body).not.toMatch(/dora/i);
  // She was there when it happened: that she went is written nowhere.
  const presence = here.app.app.get(PresenceService);
  await eventually(() => !presence.isHere(ids.dora!), 'Dora is still here');
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(await rowsOf(ids.dora!)).toEqual({});
});

test('a room that Nina kept alone is kept by whoever has been in it for longest, and says so; its lines forget her name', async () => {
  const { database } = here.app;
  const nina = await addUser(database, 'nina');
  const room = await addRoom(database, 'cellar', { members: [{ id: here.ids.clara! }] });
  const anna = { id: here.ids.anna!, username: 'anna', role: 'admin' as const };
  await here.app.app.get(MembersService).add(anna, room, nina.id);
  await database.query('update memberships set keeper = true where user_id = $1', [nina.id]);
  const clara = await tabOf(here.visitors.clara!);
  await clara.join('cellar');
  const page = (await here.anna.get(`/admin/people/${nina.id}/erase`)).body;
  expect(page).toContain('<bdi>#cellar</bdi>');
  await database.query(`insert into invitations (hash, role, made_by) values ('nina''s', 'member', $1)`, [
    nina.id,
  ]);
  await here.anna.post(`/admin/people/${nina.id}/erase`, { username: 'nina', messages: 'keep' });
  await isForgotten(nina.id);
  const open = 'select from invitations where made_by = $1 and revoked_at is null';
  expect(await database.query(open, [nina.id])).toEqual([]);
  const members = 'select user_id as id, keeper from memberships where room_id = $1';
  expect(await database.query(members, [room])).toEqual([{ id: here.ids.clara, keeper: true }]);
  const { message } = await clara
    .until('chat_message', ({ roomId }) => roomId === room)
    .then(({ messages: [message] }) => ({ message }));
  expect(message).toMatchObject({ author: { name: 'Somebody who left' }, about: { what: 'left' } });
  const lines = await database.query<{ text: string; names: string[] }>(
    `select text, jsonb_path_query_array(about, '$.people[*].name') as names from messages where room_id = $1 order by seq`,
    [room],
  );
  expect(lines).toEqual([
    { text: 'brought Somebody who left into this room', names: ['Somebody who left'] },
    { text: 'left this room, and clara keeps it from now on', names: ['clara'] },
  ]);
  await clara.until('message_changed', ({ message: { seq } }) => seq === 1);
});

test('the last administrator stays, whoever asks', async () => {
  const { anna, ids } = here;
  const mine = await anna.post('/account/erase', { messages: 'keep', currentPassword: defaultPassword });
  expect(mine.status).toBe(409);
  expect(mine.body).toContain('This is the last administrator. Make somebody else one first.');
  const username = 'anna';
  const asked = await anna.post(`/admin/people/${ids.anna}/erase`, { username, messages: 'keep' });
  expect(asked.status).toBe(409);
});

test('of each column that refers to people it is decided what becomes of it', async () => {
  const columns = await here.app.database.query<{ name: string }>(
    `select c.conrelid::regclass || '.' || a.attname as name from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.contype = 'f' and c.confrelid = 'users'::regclass`,
  );
  const decided = new Set([
    ...Object.entries(forgotten).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
    ...Object.keys(kept),
  ]);
  expect(columns.map(({ name }) => name).filter((name) => !decided.has(name))).toEqual([]);
});

test('nothing that somebody may have chosen is left in their row', async () => {
  const { database } = here.app;
  const olga = await addUser(database, 'olga', 'moderator');
  const columns = await database.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'users' and table_schema = 'public' and data_type = 'text'
       and column_name not in ('username', 'username_key', 'role', 'rooms_open', 'level', 'writable_by') and column_name not like '%\\_by'`,
  );
  await database.query(
    `update users set ${columns.map(({ name }) => `${name} = 'olga-${name}'`).join(', ')} where id = $1`,
    [olga.id],
  );
  const node = await startServices(database);
  await node.get(Erasures).erase(commandLine, olga.id, 'keep');
  const [row] = await database.query('select * from users where id = $1', [olga.id]);
  expect(Object.values(row as object).filter((value) => /olga/.test(String(value)))).toEqual([]);
  await node.close();
});
