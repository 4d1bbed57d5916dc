/** The plans of the queries people wait for, at a size where a missing index shows: they name the index and sort nothing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccessRepository } from '../../../src/server/memberships/access.repository.js';
import { ReadMarksService } from '../../../src/server/memberships/read-marks.service.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import { MeanwhileRepository } from '../../../src/server/messages/reading/meanwhile.repository.js';
import { MessageSearch } from '../../../src/server/messages/reading/message-search.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { Lobby } from '../../../src/server/rooms/lobby.js';
import { RoomJoins } from '../../../src/server/rooms/room-joins.service.js';
import { RoomsService } from '../../../src/server/rooms/rooms.service.js';
import { VisibleRooms } from '../../../src/server/rooms/visible-rooms.service.js';
import { addRoom, addUser } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';
import { askedOf } from '../../support/statements.js';
import { flatten, type PlanNode } from '../../support/plan-nodes.js';

describe('With 300 rooms and 150,000 messages', () => {
  let node: TestServices;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let roomId: number;

  beforeAll(async () => {
    node = await startServices();
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    roomId = await addRoom(node.database, 'room', { members: [anna, boris] });
    await node.database.query(
      "insert into rooms (name, name_key, last_seq, rev, last_message_at) select 'room ' || n, 'room ' || n, 500, 500, now() from generate_series(1, 300) n",
    );
    await node.database.query('update rooms set last_seq = 500, rev = 500 where id = $1', [roomId]);
    await node.database.query(
      `insert into users (username, username_key, password_hash)
       select 'person ' || n, 'person ' || n, 'none' from generate_series(1, 2000) n`,
    );
    await node.database.query(
      `insert into memberships (room_id, user_id, last_read_seq) select r.id, u.id, 480
       from rooms r join users u on (u.id + r.id) % 10 = 0 on conflict do nothing`,
    );
    await node.database.query(
      `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
       select r.id, n, n, $1, gen_random_uuid(), 'text', 'message ' || n, now()
       from rooms r, generate_series(1, 500) n`,
      [boris.id],
    );
    await node.database.query(
      "insert into reactions (message_id, emoji, user_id) select id, '👍', $1 from messages where seq % 10 = 0",
      [boris.id],
    );
    await node.database.query(
      `insert into rooms (name, name_key, active_hour) select 'more ' || n, 'more ' || n, 1 + n % 500
       from generate_series(1, 20000) n`,
    );
    await node.database.query('vacuum analyze');
  });

  afterAll(() => node.close());

  async function planNodes(options: string, text: string, values?: unknown[]): Promise<PlanNode[]> {
    const [row] = await node.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (${options}, format json) ${text}`,
      values,
    );
    return flatten(row!['QUERY PLAN'][0].Plan);
  }

  /** The plan nodes of every statement that an action makes, planned once for all values as the server's are. */
  async function plansOf(action: () => Promise<unknown>): Promise<PlanNode[]> {
    const all = await askedOf(node, action);
    return (await Promise.all(all.map(({ text }) => planNodes('generic_plan', text)))).flat();
  }

  /** How many rows of a table the statements of an action really look at. */
  async function rowsRead(table: string, action: () => Promise<unknown>): Promise<number> {
    const all = await askedOf(node, action);
    const plans = await Promise.all(all.map(({ text, values }) => planNodes('analyze', text, values)));
    return plans
      .flat()
      .filter((each) => each['Relation Name'] === table)
      .reduce((sum, each) => {
        const rows = each['Actual Rows'] + (each['Rows Removed by Filter'] ?? 0);
        return sum + rows * each['Actual Loops'];
      }, 0);
  }

  const indexesOn = (plans: PlanNode[], table: string) => [
    ...new Set(plans.flatMap((each) => each['Index Name'] ?? []).filter((index) => index.startsWith(table))),
  ];
  const readFromEndToEnd = (plans: PlanNode[]) =>
    plans.filter((each) => each['Node Type'] === 'Seq Scan').map((each) => each['Relation Name']);
  /** Sorts of messages; the few reactions of one message may be sorted. */
  const sorts = (plans: PlanNode[]) =>
    plans.filter((each) => each['Sort Key']?.some((key) => key.startsWith('m.')));

  const page = () => node.get(MessagesService).history(anna, { roomId, before: 300, limit: 50 });

  test('a page of history is a walk along (room_id, seq)', async () => {
    const plans = await plansOf(page);
    // What an answer quotes is looked up by its id, and what answers a message by its thread.
    expect(indexesOn(plans, 'messages')).toEqual(['messages_room_seq', 'messages_pkey', 'messages_thread']);
    expect(sorts(plans)).toEqual([]);
    expect(readFromEndToEnd(plans)).not.toContain('reactions');
  });

  test('a page of history looks once at whoever wrote all of it, and at five who reacted', async () => {
    expect(new Set((await page()).messages.map(({ author }) => author.id))).toEqual(new Set([boris.id]));
    expect(await rowsRead('users', page)).toBeLessThan(10);
  });

  test('catching up is a walk along (room_id, rev)', async () => {
    const messages = node.get(MessagesService);
    const plans = await plansOf(() => messages.catchUp(anna, roomId, 490));
    expect(indexesOn(plans, 'messages')).toEqual(expect.arrayContaining(['messages_room_rev']));
    expect(readFromEndToEnd(plans)).not.toContain('messages');
    expect(sorts(plans)).toEqual([]);
  });

  test('the lobby counts unread messages by index, room by room, and reads no message table from end to end', async () => {
    const plans = await plansOf(() => node.get(Lobby).view(anna));
    expect(indexesOn(plans, 'messages')).toEqual(['messages_room_seq']);
    expect(readFromEndToEnd(plans)).not.toContain('memberships');
    expect(readFromEndToEnd(plans)).not.toContain('messages');
    expect(readFromEndToEnd(plans)).not.toContain('rooms');
  });

  test('the list of own rooms is one statement, which looks at its reader once, and at messages where something is new alone', async () => {
    const list = () => node.get(Lobby).own(anna);
    expect(await askedOf(node, list)).toHaveLength(1);
    const { mine } = await list();
    expect(mine.length).toBeGreaterThan(20);
    const news = mine.reduce((sum, { unread }) => sum + unread, 0);
    expect(news).toBeGreaterThan(0);
    expect(await rowsRead('users', list)).toBe(1);
    // PostgreSQL tells the rows of a repeated look as their mean.
    expect(Math.round(await rowsRead('messages', list))).toBe(news);
    await node.database.query('update memberships set last_read_seq = 500 where user_id = $1', [anna.id]);
    expect(await rowsRead('messages', list)).toBe(0);
  });

  test('a page of other rooms is a walk along the order of the lobby, wherever it begins', async () => {
    const lobby = node.get(Lobby);
    const { next } = await lobby.view(anna);
    for (const place of [undefined, next!, '250.1']) {
      const look = () => lobby.others(anna, { after: place, limit: 50 });
      const plans = await plansOf(look);
      expect(indexesOn(plans, 'rooms')).toContain('rooms_open');
      expect(readFromEndToEnd(plans)).not.toContain('rooms');
      expect(await rowsRead('rooms', look)).toBeLessThan(250);
      expect(await rowsRead('memberships', look)).toBeLessThan(250);
    }
  });

  test('looking for a room by its name reads the liveliest and no more', async () => {
    const look = () => node.get(Lobby).others(anna, { query: 'more 1234' });
    expect((await look()).rooms.map(({ room }) => room.name)).toContain('more 1234');
    expect(readFromEndToEnd(await plansOf(look))).not.toContain('rooms');
    expect(await rowsRead('rooms', look)).toBeLessThan(2_300);
  });

  test('looking for a room that is not there reads a stretch of them and says where to go on', async () => {
    const look = () => node.get(VisibleRooms).list(anna, { query: 'nowhere', limit: 50 });
    const { rooms, next } = await look();
    const [last] = await node.database.query('select id from rooms order by id limit 1 offset 9999');
    expect([[], last]).toEqual([rooms, { id: next }]);
    expect(await rowsRead('rooms', look)).toBeLessThan(2 * 10_000 + 1_000);
    expect((await node.get(VisibleRooms).list(anna, { after: next!, limit: 50 })).rooms).toHaveLength(50);
  });

  test('a read mark finds its row and its unread count by index, and reads no table from end to end', async () => {
    const plans = await plansOf(() => node.get(ReadMarksService).mark(anna, { roomId, seq: 490 }));
    expect(indexesOn(plans, 'messages')).toEqual(['messages_room_seq']);
    expect(readFromEndToEnd(plans)).not.toContain('memberships');
    expect(readFromEndToEnd(plans)).not.toContain('messages');
  });

  test('what was changed of what somebody had read is a walk back along (room_id, rev) from there, in their rooms only', async () => {
    await node.database.query('update memberships set last_read_rev = 480 where user_id = $1', [anna.id]);
    await node.database.query('update messages set edited_at = now() where room_id = $1 and seq > 470', [
      roomId,
    ]);
    const changed = () => node.get(MeanwhileRepository).changed(anna.id, new Date(0), 50);
    const plans = await plansOf(changed);
    expect(indexesOn(plans, 'messages')).toEqual(['messages_room_rev']);
    for (const table of ['messages', 'memberships', 'rooms', 'users'])
      expect(readFromEndToEnd(plans)).not.toContain(table);
    const { mine } = await node.get(Lobby).view(anna);
    expect(await rowsRead('messages', changed)).toBeLessThanOrEqual(20 * mine.length);
    const marks = mine.map(({ room }) => ({ roomId: room.id, lastReadSeq: 480 }));
    const firsts = () => node.get(MeanwhileRepository).firstUnread(anna.id, marks);
    expect(indexesOn(await plansOf(firsts), 'messages')).toEqual(['messages_room_seq']);
    expect(await rowsRead('messages', firsts)).toBeLessThanOrEqual(mine.length);
  });

  test('looking for messages is a walk back along their ids, whatever is asked for', async () => {
    const adam = await addUser(node.database, 'adam', 'admin');
    const search = node.get(MessageSearch);
    for (const filter of [{}, { userId: anna.id }, { roomId }, { text: 'message 4' }]) {
      const plans = await plansOf(() => search.find(adam, { ...filter, before: 100_000, limit: 50 }));
      expect(indexesOn(plans, 'messages')).toEqual(['messages_pkey', 'messages_thread']);
      expect(readFromEndToEnd(plans)).not.toContain('messages');
      expect(sorts(plans)).toEqual([]);
    }
  });

  test('a page of rooms counts members and unread messages by index', async () => {
    const plans = await plansOf(() => node.get(VisibleRooms).list(anna, { query: 'room 1', limit: 50 }));
    expect(indexesOn(plans, 'messages')).toEqual(['messages_room_seq']);
    expect(readFromEndToEnd(plans)).not.toContain('memberships');
    expect(readFromEndToEnd(plans)).not.toContain('messages');
  });

  test('who may still hear what they hear is looked up by index, and no table read from end to end', async () => {
    const { ids } = (
      await node.database.query<{ ids: number[] }>('select array_agg(id) as ids from rooms where id <> $1', [
        roomId,
      ])
    )[0]!;
    const look = () =>
      node.get(AccessRepository, { strict: false }).differences({
        sessions: ['a session', 'token-7'],
        people: [{ id: anna.id, role: 'admin' }],
        hearers: [roomId, ...ids].map((id) => ({ userId: anna.id, roomId: id, member: true })),
        open: ids,
        shut: [roomId],
        members: [boris.id],
      });
    const plans = await plansOf(look);
    for (const table of ['memberships', 'rooms', 'users']) {
      expect(readFromEndToEnd(plans)).not.toContain(table);
      expect(indexesOn(plans, table)).not.toEqual([]);
    }
    const { ended, changed, opened, shut, members } = await look();
    expect(await rowsRead('memberships', look)).toBeLessThanOrEqual(ids.length + 1 + members.length);
    expect(members.length).toBeGreaterThan(10);
    expect(ended.map(({ session }) => session)).toEqual(['a session', 'token-7']);
    expect(changed).toEqual([{ userId: anna.id, role: 'member' }]);
    expect([opened, shut]).toEqual([[roomId], []]);
  });

  test('whoever looks at a room does not read who else is in it', async () => {
    const [rooms, joins] = [node.get(RoomsService), node.get(RoomJoins)];
    const { members } = await node.get(VisibleRooms).require(anna, roomId);
    expect(members).toBeGreaterThan(100);
    for (const look of [() => rooms.requireById(anna, roomId), () => joins.join(anna, 'room')])
      expect(await rowsRead('memberships', look)).toBeLessThanOrEqual(1);
    const list = () => node.get(Lobby).own(anna);
    expect(await rowsRead('memberships', list)).toBeLessThanOrEqual(2 * (await list()).mine.length);
  });
});
