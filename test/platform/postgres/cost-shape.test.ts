/**
 * Promise P22, counted: what a message, a join and a page read stays the same while the tables grow, whatever PostgreSQL believes
 * of their sizes. Autovacuum, which would correct it within a minute, is off in here.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MembershipsService } from '../../../src/server/memberships/memberships.service.js';
import { ReadMarksService } from '../../../src/server/memberships/read-marks.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { LogFollowers } from '../../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { RoomLogRepository } from '../../../src/server/messages/log/room-log.repository.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import type { MessageView } from '../../../src/shared/messages.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import type { DedicatedConnection } from '../../../src/server/platform/postgres/dedicated-connection.js';
import { SharedStatements } from '../../../src/server/platform/postgres/shared-statements.js';
import { Statements } from '../../../src/server/platform/postgres/statements.js';
import { Lobby } from '../../../src/server/rooms/lobby.js';
import { RoomJoins } from '../../../src/server/rooms/room-joins.service.js';
import { RoomsService } from '../../../src/server/rooms/rooms.service.js';
import { addRoom, draft } from '../../support/factories.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { listenToStatements } from '../../support/asked.js';
import { startServices, type TestServices } from '../../support/services.js';

const tables = ['messages', 'memberships', 'rooms', 'users', 'sessions', 'reactions'];
const rooms = 20;
const people = 300;

/** People, rooms and what was said in them, as SQL writes them; `times` says how much. */
async function populate(database: TestDatabase, times: number): Promise<void> {
  await database.query(
    `insert into users (username, username_key, password_hash)
     select name, name, 'none' from (select gen_random_uuid()::text as name from generate_series(1, $1::int)) named`,
    [people * times],
  );
  await database.query(
    `with made as (
       insert into rooms (name, name_key, last_seq, rev)
       select name, name, 50, 50 from (select gen_random_uuid()::text as name from generate_series(1, $1::int)) named returning id
     ), members as (
       insert into memberships (room_id, user_id) select r.id, u.id
       from (select id, row_number() over () as n from made) r
       join (select id, row_number() over () as n from users) u on u.n % 50 = r.n % 50
     )
     insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select made.id, n, n, (select id from users order by id limit 1), gen_random_uuid(), 'text', 'old', now()
     from made, generate_series(1, 50) n`,
    [rooms * times],
  );
}

const emptied = async (database: TestDatabase) => {
  for (const table of ['reactions', 'messages', 'memberships', 'rooms', 'sessions', 'users'])
    await database.query(`delete from ${table}`);
};

/** What has happened to the tables before anybody comes. */
const pasts: [string, (database: TestDatabase) => Promise<unknown>][] = [
  ['analysed while they were empty', (database) => database.query('vacuum analyze')],
  ['never analysed', () => Promise.resolve()],
  [
    'ten times as large as when they were analysed',
    async (database) => {
      await populate(database, 0.5);
      await database.query('vacuum analyze');
      await populate(database, 5);
    },
  ],
  [
    'a tenth of what they were when they were analysed',
    async (database) => {
      await populate(database, 10);
      await database.query('vacuum analyze');
      await emptied(database);
    },
  ],
];

/** Where those who ask at the same time share their statements. */
interface Shared {
  connections: Record<string, DedicatedConnection>;
}

describe.each(pasts)('With tables %s', (_, happen) => {
  let database: TestDatabase;
  let node: TestServices;
  let crowd: SignedInUser[];
  let roomIds: number[];

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const table of tables) await database.query(`alter table ${table} set (autovacuum_enabled = false)`);
    await happen(database);
    node = await startServices(database);
    // What is made of the log afterwards is nobody's question: test/messages/log/followers.test.ts counts it.
    await node.get(LogFollowers, { strict: false }).onModuleDestroy();
    roomIds = [];
    for (let n = 1; n <= rooms; n++) roomIds.push(await addRoom(database, `room ${n}`));
    const rows = await database.query<{ id: number; username: string }>(
      `insert into users (username, username_key, password_hash)
       select 'person ' || n, 'person ' || n, 'none' from generate_series(1, $1::int) n returning id, username`,
      [people],
    );
    crowd = rows.map(({ id, username }) => ({ id, username, role: 'member' }));
  });

  afterAll(async () => {
    await node.close();
    await database.drop();
  });

  /** Rows that scans have brought, of tables and of indexes, by table; and pages that were looked at, of all. */
  async function readSoFar(): Promise<Record<string, number>> {
    // Each connection writes down what it has read when it is told to: at once as many as the pool has.
    const say = 'select pg_stat_force_next_flush(), pg_sleep(0.05)';
    const pool = Array.from({ length: 10 }, () => node.get(Statements).query(say));
    const ours = Array.from({ length: 2 }, () => database.query(say));
    const shared: unknown = node.get(SharedStatements, { strict: false });
    const { connections } = shared as Shared;
    await Promise.all([
      ...ours,
      ...pool,
      ...Object.values(connections).map((connection) => connection.query({ name: 'say', text: say })),
      node.get(RoomLogRepository, { strict: false }).query('say', say, []),
    ]);
    const found = await database.query<{ name: string; rows: number; pages: number }>(
      `select t.relname as name, t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0)::bigint as rows,
         (s.heap_blks_hit + s.heap_blks_read + s.idx_blks_hit + s.idx_blks_read) as pages
       from pg_stat_user_tables t join pg_statio_user_tables s using (relid) left join pg_stat_user_indexes i using (relid)
       group by t.relname, t.seq_tup_read, s.heap_blks_hit, s.heap_blks_read, s.idx_blks_hit, s.idx_blks_read`,
    );
    const counted = found.filter(({ name }) => tables.includes(name));
    return {
      ...Object.fromEntries(counted.map(({ name, rows }) => [name, rows])),
      pages: counted.reduce((sum, { pages }) => sum + pages, 0),
    };
  }

  /** What one of so many costs. */
  async function costOf(howMany: number, work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await readSoFar();
    await work();
    const after = await readSoFar();
    return Object.fromEntries(
      Object.entries(after).map(([name, now]) => [name, (now - before[name]!) / howMany]),
    );
  }

  const joinAll = async (from: number, until: number) => {
    for (let n = from; n < until; n += 10)
      await Promise.all(crowd.slice(n, n + 10).map((person, k) => join(person, (n + k) % rooms)));
  };

  /** What a connection asks that begins to look at a room. */
  async function join(person: SignedInUser, place: number): Promise<void> {
    await node.get(MembershipsService, { strict: false }).roomsOf(person.id);
    const roomId = await node.get(RoomJoins, { strict: false }).join(person, `room ${place + 1}`);
    await node.get(MessagesService, { strict: false }).catchUp(person, roomId, undefined);
  }

  /** In batches of 50, to all rooms in turn. */
  async function say(from: number, until: number): Promise<void> {
    const log = node.get(RoomLog, { strict: false });
    const write = (n: number) =>
      log.append(draft(roomIds[n % rooms]!, crowd[n % people]!.id, `message ${n}`));
    for (let n = from; n < until; n += 50)
      await Promise.all(Array.from({ length: 50 }, (_, k) => write(n + k)));
  }

  test('a join costs the last one what it cost the first', async () => {
    const bounds = { memberships: 4, rooms: 9, users: 6, messages: 0, sessions: 0, reactions: 0, pages: 150 };
    expect(beyond(bounds, await costOf(50, () => joinAll(0, 50)))).toEqual([]);
    expect(beyond(bounds, await costOf(250, () => joinAll(50, people)))).toEqual([]);
  });

  test('a message costs the last one what it cost the first', async () => {
    const bounds = {
      memberships: 2,
      rooms: 3,
      users: 2,
      messages: 0.1,
      sessions: 0,
      reactions: 0,
      pages: 40,
    };
    expect(beyond(bounds, await costOf(100, () => say(0, 100)))).toEqual([]);
    await say(100, 1_500);
    expect(beyond(bounds, await costOf(500, () => say(1_500, 2_000)))).toEqual([]);
  });

  test('what people do in a room of a hundred messages costs as much as they see of it', async () => {
    const anna = crowd[0]!;
    const roomId = roomIds[0]!;
    const messages = node.get(MessagesService, { strict: false });
    const changes = node.get(MessageChangesService, { strict: false });
    const { id } = (await messages.send(anna, {
      roomId,
      clientId: randomUUID(),
      text: 'new',
    })) as MessageView;
    let turn = 0;
    // Beside the hundred messages the versions of those that were just changed: when they are pruned is PostgreSQL's affair.
    const one = { memberships: 4, rooms: 8, users: 8, messages: 220, sessions: 0, reactions: 0, pages: 200 };
    const actions: [work: () => Promise<unknown>, bounds: Record<string, number>][] = [
      [
        () => messages.history(anna, { roomId, before: 80, limit: 50 }),
        { ...one, users: 55, messages: 55, pages: 400 },
      ],
      [() => messages.catchUp(anna, roomId, 51), { ...one, users: 60, messages: 160, pages: 500 }],
      [() => node.get(RoomsService, { strict: false }).requireById(anna, roomId), one],
      [() => node.get(Lobby, { strict: false }).view(anna), { ...one, rooms: 130, pages: 500 }],
      [() => changes.edit(anna, { messageId: id, text: `edited ${++turn}` }), one],
      // Each sees those who have reacted before: ten of them on the average.
      [
        () => changes.react(crowd[rooms * (++turn % 15)]!, { messageId: id, emoji: '👍', on: turn % 2 > 0 }),
        { ...one, users: 40, reactions: 80, pages: 400 },
      ],
    ];
    const repeat = async (work: () => Promise<unknown>) => {
      for (let n = 0; n < 10; n++) await work();
    };
    // Marks are written at most every two seconds a person, so that one must do.
    const mark = () => node.get(ReadMarksService, { strict: false }).mark(anna, { roomId, seq: 1 });
    expect(beyond(one, await costOf(1, mark))).toEqual([]);
    for (const [work, bounds] of actions) {
      const cost = await costOf(10, () => repeat(work));
      expect([String(work), beyond(bounds, cost)]).toEqual([String(work), []]);
    }
  });

  test('a page of history is one statement', async () => {
    const { asked, stop } = listenToStatements();
    try {
      await node
        .get(MessagesService, { strict: false })
        .history(crowd[0]!, { roomId: roomIds[0]!, before: 50, limit: 50 });
    } finally {
      stop();
    }
    expect(asked.filter(({ values }) => values.includes(roomIds[0]))).toHaveLength(1);
  });
});

/** What cost more than it may. */
const beyond = (bounds: Record<string, number>, cost: Record<string, number>) =>
  Object.entries(cost).filter(([name, of]) => of > bounds[name]!);
