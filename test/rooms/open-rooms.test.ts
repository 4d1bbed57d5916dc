/** Rooms that are open to everybody: how many a person may make, and how they are found when there are very many. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { Conversations } from '../../src/server/rooms/conversations.service.js';
import { Lobby } from '../../src/server/rooms/lobby.js';
import { RoomJoins } from '../../src/server/rooms/room-joins.service.js';
import { RoomMaking } from '../../src/server/rooms/room-making.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';
import { Visitor } from '../support/visitor.js';

let node: TestServices;
let count = 0;
const nextName = () => `room number ${++count}`;

beforeAll(async () => {
  node = await startServices();
});
afterAll(() => node.close());

test('Whoever is in 2,000 rooms comes into no other by themselves, makes none, and stays in all; others may add them', async () => {
  const [mila, rita] = [await addUser(node.database, 'mila'), await addUser(node.database, 'rita')];
  const [own, other] = [await addRoom(node.database, 'own'), await addRoom(node.database, 'other')];
  const [joins, memberships] = [node.get(RoomJoins), node.get(MembershipsService)];
  await joins.join(mila, 'own');
  const enter = (access: string, many: number) =>
    node.database.query(
      `with made as (insert into rooms (name, name_key, access)
         select 'many ' || $2 || n, 'many ' || $2 || n, $2 from generate_series(1, $3::int) n returning id)
       insert into memberships (room_id, user_id) select id, $1 from made`,
      [mila.id, access, many],
    );
  await enter('private', 1_998);
  await joins.join(mila, 'other');
  await node.get(Departures).depart(other, mila.id);
  await enter('public', 1);
  expect(await codeOf(joins.join(mila, 'other'))).toBe('conflict');
  expect(await codeOf(memberships.join(other, mila.id))).toBe('conflict');
  expect(
    await codeOf(node.get(RoomMaking).create(mila, { name: 'late', access: 'public', posting: 'everyone' })),
  ).toBe('conflict');
  expect([await joins.join(mila, 'own'), await memberships.join(own, mila.id)]).toEqual([own, false]);
  expect(await codeOf(node.get(Conversations).open(mila, 'rita'))).toBe('granted');
  expect(await codeOf(joins.join(rita, 'other'))).toBe('granted');
  expect(await memberships.add(other, mila.id)).toBe(true);
});

describe('A person makes', () => {
  let anna: SignedInUser;
  let adam: SignedInUser;
  const make = (maker: SignedInUser, name = nextName()) =>
    node.get(RoomMaking).create(maker, { name, access: 'public', posting: 'everyone' });
  const makeMany = (maker: SignedInUser, many: number) =>
    Promise.all(Array.from({ length: many }, () => codeOf(make(maker))));
  const granted = (outcomes: string[]) => outcomes.filter((outcome) => outcome === 'granted').length;

  beforeEach(async () => {
    anna = await addUser(node.database, 'anna');
    adam = await addUser(node.database, 'adam', 'admin');
  });

  test('20 rooms a day, however many are asked for at once; the refusal says when the next one may be made', async () => {
    const outcomes = await makeMany(anna, 26);
    expect(granted(outcomes)).toBe(20);
    expect(new Set(outcomes)).toEqual(new Set(['granted', 'rate_limited']));
    const refusal = await make(anna).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate_limited', values: { count: 24 } });
    await node.database.query("update rooms set created_at = created_at - interval '23 hours 30 minutes'");
    expect(await make(anna).catch((error: unknown) => error)).toMatchObject({ values: { count: 1 } });
    await node.database.query("update rooms set created_at = created_at - interval '1 hour'");
    expect(granted(await makeMany(anna, 21))).toBe(20);
  });

  test('more as an administrator, and nobody is held back by others', async () => {
    expect(granted(await makeMany(anna, 20))).toBe(20);
    expect(granted(await makeMany(adam, 25))).toBe(25);
  });

  test('100 conversations a day beside the rooms, and goes on with those that there are', async () => {
    await makeMany(anna, 20);
    const conversations = node.get(Conversations);
    await node.database.query(
      `insert into rooms (access, direct_key, created_by) select 'direct', $1 || ':x' || n, $1::bigint
       from generate_series(1, 99) n`,
      [anna.id],
    );
    const [boris, clara] = [await addUser(node.database, 'boris'), await addUser(node.database, 'clara')];
    const { room } = await conversations.open(anna, 'boris');
    expect(await codeOf(conversations.open(anna, 'clara'))).toBe('rate_limited');
    expect((await conversations.open(anna, 'boris')).room.id).toBe(room.id);
    expect(await codeOf(conversations.open(clara, 'anna'))).toBe('granted');
    expect(await codeOf(conversations.open(boris, 'clara'))).toBe('granted');
  });

  test('nothing, and hears of no name whether it is taken, once the day’s rooms are made', async () => {
    await addRoom(node.database, 'redundancies', { access: 'private', members: [adam] });
    expect(await codeOf(make(anna, 'redundancies'))).toBe('conflict');
    await makeMany(anna, 20);
    expect(await codeOf(make(anna, 'redundancies'))).toBe('rate_limited');
    expect(await codeOf(make(anna, nextName()))).toBe('rate_limited');
  });
});

describe('Among 3,000 rooms', () => {
  let reader: SignedInUser;
  let admin: SignedInUser;
  let board: number;

  beforeAll(async () => {
    reader = await addUser(node.database, 'reader');
    admin = await addUser(node.database, 'administrator', 'admin');
    await node.database.query('update rooms set archived_at = now()');
    await node.database.query(
      `insert into rooms (name, name_key, active_hour, last_message_at)
       select 'hall ' || n, 'hall ' || n, 490000 - n / 10, '2026-01-01'::timestamptz - make_interval(mins => 6 * n)
       from generate_series(1, 3000) n`,
    );
    await node.database.query(
      `insert into memberships (room_id, user_id) select id, $1 from rooms where name_key in ('hall 1', 'hall 70', 'hall 2999')`,
      [reader.id],
    );
    await addRoom(node.database, 'hall of secrets', { access: 'private', members: [admin] });
    board = await addRoom(node.database, 'hall of the board', { access: 'admins', members: [] });
  });

  const lobby = () => node.get(Lobby);
  const names = (rooms: { room: { name: string } }[]) => rooms.map(({ room }) => room.name);

  test('the lobby shows one’s own and fifty others, and page by page all that are open, each once', async () => {
    const first = await lobby().view(reader);
    expect(names(first.mine)).toEqual(['hall 1', 'hall 70', 'hall 2999']);
    expect(first.others).toHaveLength(50);
    expect(names(first.others).slice(0, 2)).toEqual(['hall 2', 'hall 3']);
    const all = names(first.others);
    let { next } = first;
    while (next !== null) {
      const page = await lobby().others(reader, { after: next, limit: 100 });
      all.push(...names(page.rooms));
      next = page.next;
    }
    const wanted = Array.from({ length: 3_000 }, (_, n) => `hall ${n + 1}`);
    for (const mine of names(first.mine)) wanted.splice(wanted.indexOf(mine), 1);
    expect([...all].sort()).toEqual([...wanted].sort());
  });

  test('a page begins where it did, though the room before it has become the liveliest', async () => {
    const first = await lobby().others(reader, {});
    const last = first.rooms.at(-1)!.room;
    const before = names((await lobby().others(reader, { after: first.next! })).rooms);
    await node.get(MembershipsService).join(last.id, admin.id);
    await node.get(RoomLog).append(draft(last.id, admin.id, 'awake'));
    expect(names((await lobby().others(reader, { after: first.next! })).rooms)).toEqual(before);
    expect(names((await lobby().others(reader, {})).rooms)[0]).toBe(last.name);
    await node.database.query('update rooms set active_hour = 0, last_message_at = null where id = $1', [
      last.id,
    ]);
  });

  test('a lively room is found by part of its name, any room by the whole of it, and none that is not theirs', async () => {
    const found = async (person: SignedInUser, query: string) =>
      names((await lobby().others(person, { query })).rooms);
    expect(await found(reader, 'LL 123')).toEqual(
      expect.arrayContaining(['hall 123', 'hall 1230', 'hall 1239']),
    );
    expect(await found(reader, 'hall 2998')).toEqual(['hall 2998']);
    expect(await found(reader, 'all 2998')).toEqual([]);
    expect(await found(reader, 'secrets')).toEqual([]);
    expect(await found(reader, 'hall of the board')).toEqual([]);
    expect(await found(admin, 'hall of the board')).toEqual(['hall of the board']);
    expect(await found(reader, 'hall_1')).toEqual([]);
    expect(board).toBeGreaterThan(0);
  });
});

describe('The page of the lobby', () => {
  let app: TestApp;
  let vera: Visitor;

  beforeAll(async () => {
    app = await startApp();
    vera = new Visitor(app.url);
    await vera.register('vera');
    await app.database.query(
      `insert into rooms (name, name_key, active_hour) select 'hall ' || n, 'hall ' || n, n from generate_series(1, 120) n`,
    );
  });
  afterAll(() => app.close());

  const shown = (body: string) => [...body.matchAll(/data-name="([^"]+)"/g)].map(([, name]) => name);

  test('leads on without scripts, to the last room', async () => {
    const all: unknown[] = [];
    for (let path: string | undefined = '/chat/'; path !== undefined;) {
      const { body } = await vera.get(path);
      all.push(...shown(body));
      path = /id="more-rooms" href="([^"]+)"/.exec(body)?.[1]?.replace('&#x3D;', '=');
    }
    expect(all).toEqual(Array.from({ length: 120 }, (_, n) => `hall ${120 - n}`));
  });

  test('says with the form how long to wait for the next new room', async () => {
    const [row] = await app.database.query<{ id: string }>("select id from users where username = 'vera'");
    await app.database.query('update rooms set created_by = $1 where id in (select id from rooms limit 20)', [
      row!.id,
    ]);
    const { status, body, headers } = await vera.post('/chat/', { room: 'one too many' });
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(80_000);
    expect(body).toContain('Try again in 24 hours.');
    expect(body).toContain('value="one too many"');
    expect((await vera.post('/chat/', { room: 'hall 100' })).status).toBe(303);
  });
});
