/** Keepers of rooms: what they may, and that a room which has one is never without. Between two nodes on one database. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditLog } from '../../src/server/audit/audit-log.js';
import { Heirs } from '../../src/server/memberships/heirs.service.js';
import { Keepers } from '../../src/server/memberships/keepers.service.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { RoomPeace } from '../../src/server/memberships/room-peace.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { AppError } from '../../src/server/platform/errors/app-error.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { RoomJoins } from '../../src/server/rooms/room-joins.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { RoomMaking } from '../../src/server/rooms/room-making.service.js';
import { RoomsService } from '../../src/server/rooms/rooms.service.js';
import { addCrowd, addRoom, addUser, draft } from '../support/factories.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

let node: TestServices;
let other: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let clara: SignedInUser;
let adam: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  other = await startServices(node.database);
  anna = await addUser(node.database, 'anna');
  boris = await addUser(node.database, 'boris');
  clara = await addUser(node.database, 'clara');
  adam = await addUser(node.database, 'adam', 'admin');
});

afterAll(async () => {
  await other.close();
  await node.close();
});

const of = <Service>(type: new (...parts: never[]) => Service, at = node): Service =>
  at.get(type, { strict: false });

const keepersOf = async (roomId: number) => {
  const { members } = await of(MembersService).list(adam, roomId, { limit: 100 });
  return members.flatMap(({ username, keeper }) => (keeper ? [username] : []));
};

const linesOf = async (roomId: number) => {
  const rows = await node.database.query<{ text: string }>(
    "select text from messages where room_id = $1 and kind = 'room' order by seq",
    [roomId],
  );
  return rows.map(({ text }) => text);
};

test('who makes a room keeps it: brings people in, several at once, names another keeper, removes; members do not', async () => {
  const { id } = await of(RoomMaking).create(anna, { name: 'Garden', access: 'public', posting: 'everyone' });
  expect(await keepersOf(id)).toEqual(['anna']);
  const members = of(MembersService);
  await members.add(anna, id, boris.id, clara.id, boris.id);
  expect(await codeOf(members.add(boris, id, adam.id))).toBe('forbidden');
  expect(await codeOf(members.remove(boris, id, clara.id))).toBe('forbidden');
  expect(await codeOf(of(Keepers).set(boris, id, boris.id, true))).toBe('forbidden');
  await of(Keepers).set(anna, id, boris.id, true);
  await of(Keepers).set(anna, id, boris.id, true);
  expect(await keepersOf(id)).toEqual(['anna', 'boris']);
  await members.remove(boris, id, clara.id);
  expect(await codeOf(of(Keepers).set(boris, id, clara.id, true))).toBe('not_found');
  expect(await linesOf(id)).toEqual([
    'brought boris, clara into this room',
    'made boris a keeper of this room',
    'removed clara from this room',
  ]);
  const { entries } = await of(AuditLog).list({ subjectType: 'room', subjectId: id }, 50);
  expect(entries.map(({ action, actor }) => `${actor?.username} ${action}`).reverse()).toEqual([
    'anna room_created',
    'anna member_added',
    'anna member_added',
    'anna keeper_named',
    'boris member_removed',
  ]);
});

test('the last keeper cannot stop being one, but leave: to whom they choose, or to who has been there longest', async () => {
  const room = async (name: string) => {
    const id = await addRoom(node.database, name, { members: [boris, clara], keepers: [anna] });
    await node.database.query(
      `update memberships set joined_at = now() - make_interval(days => case user_id when $2 then 9 else 1 end) where room_id = $1`,
      [id, clara.id],
    );
    return id;
  };
  const [chosen, oldest] = [await room('chosen'), await room('oldest')];
  expect(await codeOf(of(Keepers).set(anna, chosen, anna.id, false))).toBe('conflict');
  expect(await codeOf(of(Keepers).set(adam, chosen, anna.id, false))).toBe('conflict');
  expect(await codeOf(of(MembersService).remove(anna, chosen, anna.id, adam.id))).toBe('invalid');
  await of(MembersService).remove(anna, chosen, anna.id, boris.id);
  await of(MembersService).remove(anna, oldest, anna.id);
  expect([await keepersOf(chosen), await keepersOf(oldest)]).toEqual([['boris'], ['clara']]);
  expect(await linesOf(oldest)).toEqual(['left this room, and clara keeps it from now on']);
  // Of somebody else who leaves a public room nobody needs to hear.
  await of(MembersService).remove(boris, oldest, boris.id);
  expect(await linesOf(oldest)).toHaveLength(1);
});

test('whoever leaves a room of hundreds hears whether others keep it, and finds by name whoever of them all could', async () => {
  const id = await addRoom(node.database, 'stadium', { keepers: [anna] });
  await addCrowd(node.database, id, 'fan', 150);
  const sql = (text: string) => node.database.query(text);
  const heirs = of(Heirs);
  const found = async (query?: string) =>
    (await heirs.find(anna, id, { query })).people.map(({ username }) => username);
  expect(await found()).toHaveLength(20);
  expect(await found('fan149')).toEqual(['fan149']);
  // Whoever is called so, before those whose names begin so.
  expect((await found('fan1'))[0]).toBe('fan1');
  await sql("update users set role = 'guest' where username = 'fan140'");
  await sql("update users set role = 'bot' where username = 'fan141'");
  await sql("update users set deactivated_at = now() where username = 'fan142'");
  for (const name of ['fan140', 'fan141', 'fan142', 'anna', 'clara']) expect(await found(name)).toEqual([]);
  expect(await codeOf(heirs.requireNamed(anna, id, 'clara'))).toBe('invalid');
  expect((await heirs.find(anna, id, {})).kept).toBe(false);
  await sql(
    "update memberships set keeper = true where user_id = (select id from users where username = 'fan150')",
  );
  expect((await heirs.find(anna, id, { query: 'nobody' })).kept).toBe(true);
  await sql(
    "update memberships set keeper = false where user_id = (select id from users where username = 'fan150')",
  );
  await of(MembersService).remove(anna, id, anna.id, await heirs.requireNamed(anna, id, ' @Fan149 '));
  const kept = await node.database.query(
    'select username from memberships join users on users.id = user_id where room_id = $1 and keeper',
    [id],
  );
  expect(kept).toEqual([{ username: 'fan149' }]);
});

test('the last keepers leave, are removed and are not to be keepers any more, all at once, on two nodes: one remains', async () => {
  for (let round = 0; round < 10; round++) {
    const id = await addRoom(node.database, `round ${round}`, { members: [clara], keepers: [anna, boris] });
    await Promise.all([
      codeOf(of(MembersService).remove(anna, id, anna.id)),
      codeOf(of(MembersService, other).remove(boris, id, anna.id)),
      codeOf(of(Keepers, other).set(anna, id, boris.id, false)),
      codeOf(of(MembersService).remove(adam, id, boris.id)),
      codeOf(of(Keepers).set(adam, id, boris.id, false)),
    ]);
    const kept = await keepersOf(id);
    expect(kept.length).toBeGreaterThanOrEqual(1);
    const seqs = await node.database.query<{ seq: string }>(
      'select seq from messages where room_id = $1 order by seq',
      [id],
    );
    expect(seqs.map(({ seq }) => Number(seq))).toEqual(seqs.map((_, index) => index + 1));
  }
});

test('whoever is silenced reads and writes nothing until then; keepers and administrators are not silenced by keepers', async () => {
  const id = await addRoom(node.database, 'loud', { members: [boris, adam], keepers: [anna, clara] });
  const inAnHour = new Date(Date.now() + 3_600_000);
  const peace = of(RoomPeace);
  for (const userId of [clara.id, adam.id, anna.id])
    expect(await codeOf(peace.silence(anna, id, userId, { until: inAnHour }))).toBe('forbidden');
  expect(await codeOf(peace.silence(boris, id, boris.id, { until: inAnHour }))).toBe('forbidden');
  await peace.silence(anna, id, boris.id, { until: inAnHour, reason: 'Enough' });
  const refusal = () =>
    of(RoomLog)
      .append(draft(id, boris.id, 'but'))
      .then(String, (error: AppError) => [error.code, error.values.until]);
  const at = inAnHour.toISOString().slice(0, 16).replace('T', ' ');
  expect(await refusal()).toEqual(['forbidden', `${at} UTC`]);
  await node.database.query(`update users set time_zone = 'Asia/Tokyo' where id = $1`, [boris.id]);
  const there = new Date(inAnHour.getTime() + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  expect(await refusal()).toEqual(['forbidden', there]);
  expect((await of(RoomsService).requireById(boris, id)).canPost).toBe(false);
  await peace.silence(anna, id, boris.id, { until: null });
  expect(await codeOf(of(RoomLog).append(draft(id, boris.id, 'thanks')))).toBe('granted');
});

test('leaving and coming back ends no silence, and no wait in a slow room; lifted while somebody is away, it is over', async () => {
  const id = await addRoom(node.database, 'revolving door', { members: [boris, clara], keepers: [anna] });
  const peace = of(RoomPeace);
  const away = async (person: SignedInUser) => {
    await of(MembersService).remove(person, id, person.id);
    await of(RoomJoins).join(person, 'revolving door');
  };
  const write = (person: SignedInUser, text: string) =>
    codeOf(of(RoomLog).append(draft(id, person.id, text)));
  await peace.silence(anna, id, boris.id, { until: new Date(Date.now() + 3_600_000) });
  await away(boris);
  expect(await write(boris, 'I am new here')).toBe('forbidden');
  await of(MembersService).remove(boris, id, boris.id);
  await peace.silence(anna, id, boris.id, { until: null });
  await of(RoomJoins).join(boris, 'revolving door');
  expect(await write(boris, 'thanks')).toBe('granted');
  await away(boris);
  expect(await write(boris, 'still')).toBe('granted');

  await of(RoomManagement).change(anna, id, { slowSeconds: 600 });
  expect(await write(clara, 'one')).toBe('granted');
  await away(clara);
  expect(await write(clara, 'two')).toBe('forbidden');
});

test('whoever leaves without having kept the room names no keeper', async () => {
  const id = await addRoom(node.database, 'no heirs', { members: [boris, clara], keepers: [anna] });
  expect(await codeOf(of(MembersService).remove(boris, id, boris.id, clara.id))).toBe('forbidden');
  expect(await keepersOf(id)).toEqual(['anna']);
});

test('a guest whose room it was learns nothing of people whom they do not see: they keep it no more', async () => {
  const guest = await addUser(node.database, 'gustav', 'guest');
  const id = await addRoom(node.database, 'guest house', { access: 'private', keepers: [guest] });
  for (const userId of [boris.id, 987_654])
    expect(await codeOf(of(RoomPeace).ban(guest, id, userId, {}))).toBe('forbidden');
});

test('whoever is banned is out, sees the room no more and does not come back, until the ban is lifted or over', async () => {
  const id = await addRoom(node.database, 'calm', { members: [boris, clara], keepers: [anna] });
  const peace = of(RoomPeace);
  const ends = new Date(Date.now() + 3_600_000);
  await peace.ban(anna, id, boris.id, { until: ends, reason: 'Sells things' });
  expect(await peace.bans(anna, id)).toMatchObject([
    {
      user: { username: 'boris' },
      until: ends.toISOString(),
      reason: 'Sells things',
      bannedBy: { username: 'anna' },
    },
  ]);
  expect(await codeOf(peace.bans(clara, id))).toBe('forbidden');
  expect(await codeOf(of(RoomsService).requireById(boris, id))).toBe('not_found');
  expect(await codeOf(of(RoomJoins).join(boris, 'calm'))).toBe('not_found');
  expect(await codeOf(of(RoomLog).append(draft(id, boris.id, 'hello')))).toBe('not_found');
  expect(await codeOf(of(MembersService).add(anna, id, boris.id))).toBe('conflict');
  expect(await linesOf(id)).toEqual(['removed boris from this room']);
  await node.database.query("update room_bans set until = now() - interval '1 second'");
  expect(await codeOf(of(RoomJoins).join(boris, 'calm'))).toBe('granted');
  await peace.ban(anna, id, boris.id, {});
  await peace.lift(anna, id, boris.id);
  await peace.lift(anna, id, boris.id);
  expect(await codeOf(of(RoomJoins).join(boris, 'calm'))).toBe('granted');
});
