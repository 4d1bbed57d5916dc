/** A room that is deleted: nobody's at once, for who is there and who was away, and then nothing of it is left anywhere. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { atOnce, otherwise, withMessages, withRoom } from '../../src/server/erasing/rooms/room-contents.js';
import type { FileView } from '../../src/shared/files.js';
import type { RoomView } from '../../src/shared/rooms.js';
import { gatherForAdmin, type Gathering } from '../support/administration.js';
import { eventually } from '../support/socket.js';
import { beginUpload, idAt, type Sent, uploaded } from '../support/upload.js';
import type { Visitor } from '../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara', 'vera');
});

afterAll(() => here.close());

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  here.app.database.query<Row>(text, values);

async function api(visitor: Visitor, method: string, path: string, body?: object) {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': await visitor.csrfToken() };
  const reply = await visitor.request(method, path, body && JSON.stringify(body), headers);
  return { status: reply.status, value: (reply.body && JSON.parse(reply.body)) as never, body: reply.body };
}

/** However long it takes until somebody looks at it. */
async function upload(visitor: Visitor, sent: Sent): Promise<FileView> {
  const id = idAt((await beginUpload(visitor, sent)).location);
  for (;;) {
    const { file, state, refusal } = await uploaded(visitor, id);
    if (file) return file;
    if (state === 'refused') throw new Error(refusal);
  }
}

async function make(name: string, access = 'public'): Promise<number> {
  const { value } = await api(here.visitors.boris!, 'POST', '/api/rooms', { name, access });
  return (value as RoomView).id;
}

const isRemoved = (roomId: number) =>
  eventually(
    async () => (await query('select from rooms where id = $1', [roomId])).length === 0,
    'the room was never removed',
  );

/** `table.column` of all that refers to rooms or messages, by a foreign key or by its name. */
async function referring(): Promise<string[]> {
  const columns = await query<{ name: string }>(
    `select c.conrelid::regclass || '.' || a.attname as name from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
     where c.contype = 'f' and c.confrelid in ('rooms'::regclass, 'messages'::regclass)
     union
     select table_name || '.' || column_name from information_schema.columns
     where table_schema = 'public' and column_name in ('room_id', 'message_id', 'thread_id', 'pinned_in')`,
  );
  return columns.map(({ name }) => name);
}

test('of each column that refers to rooms or messages it is decided how it goes', async () => {
  const decided = new Set([
    ...Object.entries(withMessages).map(([table, column]) => `${table}.${column}`),
    ...[...Object.keys(withRoom), ...atOnce].map((table) => `${table}.room_id`),
    ...Object.keys(otherwise),
  ]);
  expect((await referring()).filter((name) => !decided.has(name))).toEqual([]);
});

test('its name typed, the room is gone for who looks, who is in it and who was away, and nothing of it is left in any table', async () => {
  const { visitors, anna, ids } = here;
  const [boris, clara] = [visitors.boris!, visitors.clara!];
  const room = await make('attic');
  const other = await make('garden');
  await api(boris, 'PATCH', `/api/rooms/${room}`, { name: 'loft' });
  for (const name of ['clara', 'vera'])
    await api(boris, 'POST', `/api/rooms/${room}/members`, { userId: ids[name]! });
  const [his, hers, away] = [
    await here.tabOf(boris),
    await here.tabOf(clara),
    await here.tabOf(visitors.vera!),
  ];
  const { rev } = await his.join('loft');
  await hers.join('loft');
  await away.join('loft');
  away.close();
  const same = 'the same bytes in two rooms';
  const file = await upload(boris, { room, name: 'plan.txt', bytes: same });
  const kept = await upload(boris, { room: other, name: 'plan.txt', bytes: same });
  const unsent = await upload(boris, { room, name: 'unsent.txt', bytes: 'never sent' });
  await his.join('garden');
  await his.must('message', { roomId: other, clientId: crypto.randomUUID(), text: 'see', files: [kept.id] });
  const first = await his.must('message', {
    ...{ roomId: room, clientId: crypto.randomUUID(), text: '@clara look', files: [file.id] },
  });
  const { id } = first as { id: number };
  await hers.ask('message', { roomId: room, clientId: crypto.randomUUID(), text: 'fine', replyTo: id });
  await hers.ask('react', { messageId: id, emoji: '👍', on: true });
  await his.ask('edit', { messageId: id, text: '@clara look here' });
  await his.ask('pin', { messageId: id, on: true });
  await api(clara, 'PUT', `/api/me/saved/${id}`, {});
  await api(clara, 'PUT', `/api/rooms/${room}/draft`, { text: 'half a word', version: 1 });
  await api(clara, 'POST', `/api/messages/${id}/reports`, { reason: 'rude' });
  await api(boris, 'PUT', `/api/rooms/${room}/bans/${ids.vera!}`, {});
  await query(
    `insert into notices (user_id, room_id, message_id, seq, is_meant) values ($1, $2, $3, 1, true) on conflict do nothing`,
    [...[ids.clara, room, id]],
  );
  await query(`insert into wanted_previews (message_id, url, host) values ($1, 'https://x.org', 'x.org')`, [
    id,
  ]);
  await query(
    `with made as (insert into invitations (hash, role, made_by) values ('loft''s', 'member', $1), ('both''s', 'member', $1) returning id, hash)
     insert into invitation_rooms select id, $2::bigint from made
     union all select id, $3::bigint from made where hash = 'both''s'`,
    [ids.boris, room, other],
  );
  await eventually(
    async () => (await query('select from activity where room_id = $1', [room])).length > 0,
    'nobody was told of anything',
  );
  await eventually(
    async () => (await query('select from search_segments where room_id = $1', [room])).length > 0,
    'nothing was indexed',
  );
  const others = async () =>
    JSON.stringify(await query('select * from messages where room_id = $1 order by seq', [other]));
  const before = await others();

  const path = `/admin/rooms/${room}/delete`;
  expect((await anna.get(`/admin/rooms/${room}`)).body).toContain(`href="${path}"`);
  expect((await anna.get(path)).body).toContain('<dt>Files with them</dt><dd>1</dd>');
  const refused = await anna.post(path, { name: 'attic' });
  expect(refused.body).toContain('This is a different name.');
  const done = await anna.post(path, { name: '#Loft ' });
  expect([done.status, done.location]).toEqual([303, '/admin/rooms?done=gone']);
  expect((await anna.get('/admin/rooms?done=gone')).body).toContain('The room is gone for everybody.');

  await his.until('room_removed', ({ roomId }) => roomId === room);
  await hers.until('room_removed', ({ roomId }) => roomId === room);
  for (const visitor of [boris, clara, anna])
    for (const address of ['loft', 'attic']) expect((await visitor.get(`/chat/${address}`)).status).toBe(404);
  expect((await api(clara, 'GET', `/api/rooms/${room}/messages`)).status).toBe(404);
  expect((await api(anna, 'GET', `/api/rooms/${room}`)).status).toBe(404);
  expect((await api(clara, 'GET', `/api/search?q=look`)).body).not.toContain('look here');
  expect((await clara.get('/chat/')).body).not.toContain('loft');
  const answer = await his.ask('message', {
    roomId: room,
    clientId: crypto.randomUUID(),
    text: 'still there?',
  });
  expect(answer).toMatchObject({ ok: false });
  const back = await here.tabOf(visitors.vera!);
  expect(await back.ask('join', { room: 'loft', rev })).toMatchObject({ error: { code: 'not_found' } });

  await isRemoved(room);
  for (const name of await referring()) {
    const [table, column] = name.split('.');
    const value = ['message_id', 'thread_id'].includes(column!) ? id : room;
    const gone = table === 'files' ? ' and gone_at is null' : '';
    expect([name, await query(`select from ${table} where ${column} = $1${gone}`, [value])]).toEqual([
      name,
      [],
    ]);
  }
  expect((await clara.get(`/files/${file.id}/plan.txt`)).status).toBe(404);
  expect(await query('select from files where id = $1 and gone_at is null', [unsent.id])).toEqual([]);
  expect((await boris.get(`/files/${kept.id}/plan.txt`)).body).toBe(same);
  expect(await others()).toBe(before);
  const revoked = 'select revoked_at is not null as revoked from invitations order by hash';
  expect(await query(revoked)).toEqual([{ revoked: false }, { revoked: true }]);
  expect((await anna.get('/admin/audit')).body).toMatch(
    /anna.*deleted the room.*loft.*with all that was in it/s,
  );
  expect(await make('loft')).toBeGreaterThan(room);
});

test('only administrators do, with the name as it is; a conversation stays whoever asks', async () => {
  const { visitors, anna, ids } = here;
  const room = await make('cellar', 'private');
  const path = `/api/rooms/${room}`;
  expect((await api(visitors.boris!, 'DELETE', path, { name: 'cellar' })).status).toBe(403);
  expect((await api(visitors.clara!, 'DELETE', path, { name: 'cellar' })).status).toBe(404);
  expect((await api(anna, 'DELETE', path, { name: 'seller' })).status).toBe(422);
  expect((await api(anna, 'DELETE', path, { name: 'cellar' })).status).toBe(204);
  expect((await api(anna, 'DELETE', path, { name: 'cellar' })).status).toBe(404);
  const { value } = await api(visitors.boris!, 'POST', '/api/groups', { people: [ids.clara, ids.anna] });
  const group = (value as { id: number }).id;
  expect((await api(anna, 'DELETE', `/api/rooms/${group}`, { name: 'boris' })).status).toBe(422);
  expect((await anna.get(`/admin/rooms/${group}/delete`)).status).toBe(404);
  expect(await query('select from memberships where room_id = $1', [group])).toHaveLength(3);
});

test('who writes or comes in at that very moment is either before it, or is told that there is no such room', async () => {
  const { visitors, anna } = here;
  for (let n = 0; n < 8; n++) {
    const room = await make(`race ${n}`);
    const [deleted, joined, said] = await Promise.all([
      api(anna, 'DELETE', `/api/rooms/${room}`, { name: `race ${n}` }),
      api(visitors.clara!, 'POST', `/api/rooms/${room}/members`, { userId: here.ids.clara }),
      api(visitors.boris!, 'POST', `/api/rooms/${room}/messages`, {
        ...{ clientId: crypto.randomUUID(), text: 'hello' },
      }),
    ]);
    expect(deleted.status).toBe(204);
    expect([204, 404]).toContain(joined.status);
    expect([201, 404]).toContain(said.status);
    await isRemoved(room);
    expect(await query('select from messages where room_id = $1', [room])).toEqual([]);
    expect(await query('select from memberships where room_id = $1', [room])).toEqual([]);
  }
});
