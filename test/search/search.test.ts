/** Promise P19: whoever searches finds what a plain reading of their rooms finds, at any moment, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { Upkeep } from '../../src/server/search/index/upkeep.service.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { searchWanted } from '../../src/shared/search.js';
import { Random } from '../proofs/torture/random.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf } from '../support/statements.js';
import { readPlainly } from './plain-reading.js';
import { query, said } from './said.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
/** Anna's, a public one that she is no member of, one that she was removed from. */
let rooms: { own: number[]; other: number; left: number };

beforeAll(async () => {
  node = await startServices();
  // What is indexed when is decided here.
  await node.get(LogFollowers, { strict: false }).onModuleDestroy();
  anna = await addUser(node.database, 'anna');
  boris = await addUser(node.database, 'boris');
  const members = [anna, boris];
  rooms = {
    own: [
      await addRoom(node.database, 'one', { members }),
      await addRoom(node.database, 'two', { members, access: 'private' }),
      await addRoom(node.database, 'three', { members }),
    ],
    other: await addRoom(node.database, 'other', { members: [boris] }),
    left: await addRoom(node.database, 'left', { members, access: 'private' }),
  };
});
afterAll(() => node.close());

const all = () => [...rooms.own, rooms.other, rooms.left];

/** The follower's own work, for so many messages. */
const index = (roomIds: number[], atMost: number) => {
  const indexer = node.get(Indexer, { strict: false });
  return node
    .get(CatchUpRepository, { strict: false })
    .catchUp(indexer.name, roomIds, (messages, ask) => indexer.process(messages, ask), atMost);
};

const say = (roomId: number, text: string, author = boris) =>
  node.get(RoomLog, { strict: false }).append(draft(roomId, author.id, text));

const search = (
  me: SignedInUser,
  wanted: { q: string; limit?: number; cursor?: string; room?: number; order?: string },
) => node.get(SearchService, { strict: false }).search(me, searchWanted.parse(wanted));

const leave = () =>
  node.database.query('delete from memberships where room_id = $1 and user_id = $2', [rooms.left, anna.id]);

/** All pages. */
async function found(me: SignedInUser, q: string, limit: number) {
  const places: string[] = [];
  const first = await search(me, { q, limit });
  let page = first;
  for (;;) {
    places.push(...page.hits.map(({ message }) => `${message.roomId}:${message.seq}`));
    if (!page.next) return { places, first };
    page = await search(me, { q, limit, cursor: page.next });
  }
}

/** By reading all messages. */
const expected = (roomIds: number[], q: string) => readPlainly(node.database, roomIds, q);

const random = new Random(23);

async function agree(queries: number): Promise<void> {
  let hits = 0;
  for (let turn = 0; turn < queries; turn++) {
    const q = query(random);
    const { places, first } = await found(anna, q, random.chance(0.2) ? 7 : 50);
    const wanted = await expected(rooms.own, q);
    expect([q, places]).toEqual([q, wanted]);
    // On a busy machine its time may have run out: it says so, and looks at all of it when it is asked again.
    let { isWhole } = first;
    for (let again = 0; !isWhole && again < 20; again++) ({ isWhole } = await search(anna, { q }));
    expect([q, isWhole]).toEqual([q, true]);
    if (first.isCounted) expect([q, first.total]).toEqual([q, wanted.length]);
    hits += wanted.length;
  }
  expect(hits).toBeGreaterThan(queries);
}

describe('2,000 random messages', () => {
  beforeAll(async () => {
    const texts = Array.from({ length: 2_000 }, () => said(random));
    for (let start = 0; start < texts.length; start += 100)
      await Promise.all(texts.slice(start, start + 100).map((text) => say(random.pick(all()), text)));
    // She was there when it was said.
    await leave();
  });

  test('are found before any of them is in the index', () => agree(25));

  test('and while some are', async () => {
    for (const atMost of [100, 300, 200, 60]) {
      await index(all(), atMost);
      await agree(6);
    }
  });

  test('and when all are, and some were edited, and some removed', async () => {
    for (let more = [...all()]; more.length > 0;) ({ more } = await index(more, 500));
    await agree(15);
    const changes = node.get(MessageChangesService, { strict: false });
    const ids = await node.database.query<{ id: number }>(
      'select id from messages where id % 9 = 0 order by id',
    );
    for (const { id } of ids) {
      if (random.chance(0.4)) await changes.delete(boris, { messageId: id });
      else await changes.edit(boris, { messageId: id, text: said(random) });
    }
    await agree(10);
    await index(all(), 2_000);
    await agree(10);
  });

  test('and when the index has been looked after: each room has one segment, and nothing of what was removed', async () => {
    const upkeep = node.get(Upkeep, { strict: false });
    await node.database.query(
      "update search_segments set stale_since = now() - interval '1 hour' where stale_since is not null",
    );
    let renewed = 0;
    while (await upkeep.renewOne()) renewed++;
    expect(renewed).toBeGreaterThan(0);
    await agree(8);
    for (const roomId of all()) await upkeep.gather(roomId);
    expect(await node.database.query('select 1 from search_segments')).toHaveLength(all().length);
    await agree(15);
  });
});

test('whatever dies while it is indexed leaves nothing unindexed, and nothing twice', async () => {
  const indexer = node.get(Indexer, { strict: false });
  for (let n = 0; n < 20; n++) await say(rooms.own[0]!, `dar es salaam ${n}`);
  const dying = node.get(CatchUpRepository, { strict: false }).catchUp(
    indexer.name,
    rooms.own,
    async (messages, ask) => {
      const done = await indexer.process(messages, ask);
      // As by kill -9: all of it is written, and not committed.
      await ask('die', 'select pg_terminate_backend(pg_backend_pid())', []);
      return done;
    },
    2_000,
  );
  await expect(dying).rejects.toThrow();
  for (const work of [() => Promise.resolve(), () => index(all(), 2_000)]) {
    await work();
    expect((await search(anna, { q: 'salaam' })).total).toBe(20);
    expect((await found(anna, 'salaam', 7)).places).toEqual(await expected(rooms.own, 'salaam'));
  }
});

test('nobody finds, counts or reads anything of rooms that are not theirs: neither strangers nor administrators', async () => {
  const secret = 'ouagadougou';
  for (const roomId of all()) await say(roomId, secret);
  await leave();
  const stranger = await addUser(node.database, 'stranger');
  const adam = await addUser(node.database, 'adam', 'admin');
  const totals = async () => {
    const views = await Promise.all([anna, boris, stranger, adam].map((me) => search(me, { q: secret })));
    return views.map(({ total, hits, rooms: counts }) => [total, hits.length, counts.length]);
  };
  for (const work of [() => Promise.resolve(), () => index(all(), 2_000)]) {
    await work();
    expect(await totals()).toEqual([
      [3, 3, 3],
      [5, 5, 5],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect((await search(anna, { q: secret, room: rooms.left })).total).toBe(0);
  }
  // One who is removed finds it no more, one who comes finds all that was said before.
  await node.database.query('delete from memberships where room_id = $1 and user_id = $2', [
    rooms.own[0],
    anna.id,
  ]);
  expect((await search(anna, { q: secret })).total).toBe(2);
  await node.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
    rooms.own[0],
    anna.id,
  ]);
  expect((await search(anna, { q: secret })).total).toBe(3);
});

test('a search asks as much, and of their rooms only, however much there is in those of others', async () => {
  // What the server asks by itself meanwhile is another matter.
  const ask = async () =>
    (await askedOf(node, () => search(anna, { q: 'release', limit: 10 }))).filter(({ text }) =>
      /given\(|memberships own/.test(text),
    );
  const before = await ask();
  const others: number[] = [];
  for (let n = 0; n < 20; n++)
    others.push(await addRoom(node.database, `of others ${n}`, { members: [boris] }));
  for (const roomId of others) await Promise.all(Array.from({ length: 10 }, () => say(roomId, 'release')));
  await index(others, 500);
  const after = await ask();
  expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  const roomIds = after
    .filter(({ text }) => /given\((room_id|id)\b/.test(text))
    .flatMap(({ values }) => String(values[0]).slice(1, -1).split(',').map(Number));
  expect(roomIds.length).toBeGreaterThan(2);
  expect(roomIds.filter((id) => !rooms.own.includes(id))).toEqual([]);
});

test('what was said is found when it is acknowledged, and not any more when it is removed; an edit counts at once', async () => {
  const changes = node.get(MessageChangesService, { strict: false });
  const message = await say(rooms.own[0]!, 'zanzibar');
  const has = async (q: string) => (await search(anna, { q })).total;
  for (const work of [() => Promise.resolve(), () => index(all(), 2_000)]) {
    await work();
    expect(await has('zanzibar')).toBe(1);
  }
  await changes.edit(boris, { messageId: message.id, text: 'mombasa' });
  for (const work of [() => Promise.resolve(), () => index(all(), 2_000)]) {
    await work();
    expect([await has('zanzibar'), await has('mombasa')]).toEqual([0, 1]);
  }
  await changes.delete(boris, { messageId: message.id });
  for (const work of [() => Promise.resolve(), () => index(all(), 2_000)]) {
    await work();
    expect(await has('mombasa')).toBe(0);
  }
});
