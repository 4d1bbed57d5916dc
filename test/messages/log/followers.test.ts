/** Promise: what must not miss anything of the log is told of each change once, whatever dies, and on however many nodes. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { LogFollowers } from '../../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import {
  CatchUpRepository,
  type ChangedMessage,
} from '../../../src/server/messages/log/catch-up.repository.js';
import { CursorsRepository } from '../../../src/server/messages/log/cursors.repository.js';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { untilSomebodyWaits } from '../../support/locks.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startServices, type TestServices } from '../../support/services.js';
import { eventually } from '../../support/socket.js';
import { statementsOf } from '../../support/statements.js';

let database: TestDatabase;
let author: { id: number };
let roomId: number;
let nodes: TestServices[];

beforeAll(async () => {
  database = await createTestDatabase();
  // A subscriber of the test's own: what it is told goes into a table, in the transaction of the cursor.
  await database.query('create table told (text text, is_new boolean)');
  author = await addUser(database, 'anna');
});
beforeEach(async () => {
  nodes = [];
  roomId = await addRoom(database, 'room', { members: [author] });
  await database.query('truncate told');
});
afterEach(async () => {
  for (const node of nodes) await node.close();
});
afterAll(() => database.drop());

/** A node whose follower writes down what it is told; `!` in a text concerns it. */
async function start(): Promise<TestServices> {
  const node = await startServices(database);
  nodes.push(node);
  node.get(LogFollowers).follow({
    name: 'test',
    concerns: ({ text }) => (text?.includes('!') ? 'now' : text?.includes('?') ? 'soon' : 'never'),
    process: async (messages, ask) => {
      await ask('told', 'insert into told select * from unnest($1::text[], $2::boolean[])', [
        messages.map(({ text }: ChangedMessage) => text),
        messages.map(({ isNew }) => isNew),
      ]);
      return () => undefined;
    },
  });
  return node;
}

const say = (node: TestServices, text: string) => node.get(RoomLog).append(draft(roomId, author.id, text));

const told = async () =>
  (await database.query<{ text: string }>('select text from told')).map(({ text }) => text);

const cursor = async () => {
  const [row] = await database.query<{ rev: number; seq: number }>(
    "select rev, seq from cursors where subscriber = 'test' and room_id = $1",
    [roomId],
  );
  return row;
};

const untilCursorIsAt = (rev: number) =>
  eventually(async () => (await cursor())?.rev === rev, 'the cursor did not come so far');

test('what concerns it at once, and with it what came before; of the rest only the cursor moves, for all together', async () => {
  const node = await start();
  const statements = await statementsOf(async () => {
    for (let number = 1; number <= 100; number++) await say(node, `${number}`);
    await untilCursorIsAt(100);
  });
  expect(await told()).toEqual([]);
  const ofTest = statements.filter(
    (text) => /cursors/.test(text) && !/r\.rev as ahead|given\.rev/.test(text),
  );
  // Two subscribers, each about once a second, a third one that gathers for longer, and nothing else.
  expect(ofTest.length).toBeLessThanOrEqual(13);
  await say(node, 'listen!');
  await untilCursorIsAt(101);
  await say(node, 'before');
  await say(node, 'again!');
  await untilCursorIsAt(103);
  expect(await told()).toEqual(['listen!', 'before', 'again!']);
});

test('what was written while nobody followed is found when somebody starts', async () => {
  const dying = await start();
  await dying.get(LogFollowers).onModuleDestroy();
  for (const text of ['one!', 'two', 'three!']) await say(dying, text);
  expect(await told()).toEqual([]);
  await start();
  await untilCursorIsAt(3);
  expect(await told()).toEqual(['one!', 'two', 'three!']);
});

test('what another node wrote and did not live to follow is found by those that are there', async () => {
  const [living, dying] = [await start(), await start()];
  await say(living, 'nothing');
  await untilCursorIsAt(1);
  await dying.get(LogFollowers).onModuleDestroy();
  await say(dying, 'one!');
  // A gap: what this node hears of begins after it.
  await say(living, 'two');
  await untilCursorIsAt(3);
  expect(await told()).toEqual(['one!', 'two']);
  await say(dying, 'three!');
  await untilCursorIsAt(4);
  expect(await told()).toEqual(['one!', 'two', 'three!']);
});

test('two nodes that write at the same time tell of each message once', async () => {
  const both = [await start(), await start()];
  const said = Array.from({ length: 300 }, (_, number) => `${number}${number % 3 === 0 ? '!' : ''}`);
  await Promise.all(said.map((text, number) => say(both[number % 2]!, text)));
  await untilCursorIsAt(300);
  const texts = await told();
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toEqual(expect.arrayContaining(said.filter((text) => text.includes('!'))));
});

test('while one node deals with a room, another one waits, and goes on behind it', async () => {
  const [one, other] = [await start(), await start()];
  await say(one, 'nothing');
  await untilCursorIsAt(1);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('begin; lock table told in share mode');
  await say(one, 'one!');
  await untilSomebodyWaits(database);
  await say(other, 'two!');
  await untilSomebodyWaits(database, 2);
  await client.query('commit');
  await client.end();
  await untilCursorIsAt(3);
  expect(await told()).toEqual(['one!', 'two!']);
});

test('a transaction that dies takes back what it told, and is repeated', async () => {
  const node = await start();
  const other = new Client({ connectionString: database.url });
  await other.connect();
  await other.query('begin; lock table told in share mode');
  await say(node, 'one!');
  await untilSomebodyWaits(database);
  await database.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'samovar-follower-test' and datname = current_database()",
  );
  await other.query('rollback');
  await other.end();
  await untilCursorIsAt(1);
  expect(await told()).toEqual(['one!']);
});

test('what is new is told from what was only changed, however late', async () => {
  const node = await start();
  await say(node, 'one');
  await untilCursorIsAt(1);
  await database.query(
    "update messages set text = 'one, really', rev = 2, edited_at = now() where room_id = $1",
    [roomId],
  );
  await database.query('update rooms set rev = 2 where id = $1', [roomId]);
  await say(node, 'two?');
  await untilCursorIsAt(3);
  expect(await database.query('select text, is_new from told')).toEqual([
    { text: 'one, really', is_new: false },
    { text: 'two?', is_new: true },
  ]);
});

test('a long way behind it comes up in parts, and misses nothing', async () => {
  const dying = await start();
  await dying.get(LogFollowers).onModuleDestroy();
  await fillRoom(database, roomId, author.id, 4_500);
  await start();
  await untilCursorIsAt(4_500);
  const [row] = await database.query<{ count: number }>(
    'select count(distinct text)::int as count from told',
  );
  expect([row!.count, (await told()).length]).toEqual([4_500, 4_500]);
  expect(await cursor()).toEqual({ rev: 4_500, seq: 4_500 });
});

test('rooms that are far behind have their turn alone, in parts as large as they may be', async () => {
  const dying = await start();
  await dying.get(LogFollowers).onModuleDestroy();
  const other = await addRoom(database, 'other', { members: [author] });
  for (const each of [roomId, other]) await fillRoom(database, each, author.id, 300);
  const node = await startServices(database);
  nodes.push(node);
  const parts: number[][] = [];
  node.get(LogFollowers).follow({
    name: 'parts',
    pace: { soon: 0, rooms: 50, messages: 200 },
    concerns: () => 'now',
    process: (messages) => Promise.resolve(() => void parts.push(messages.map((message) => message.roomId))),
  });
  const own = () => parts.flat().filter((each) => each === roomId || each === other);
  await eventually(() => Promise.resolve(own().length >= 600), 'not all of it was told');
  expect(own()).toHaveLength(600);
  // All rooms of this database share the first one.
  const later = parts.slice(1);
  expect(later.map((part) => part.length)).toContain(200);
  expect(later.filter((part) => new Set(part).size > 1)).toEqual([]);
});

test.each([
  [
    'over what means nothing',
    (node: TestServices) => node.get(CursorsRepository, { strict: false }).skip('test', [[roomId, run]]),
  ],
  [
    'with what was read',
    (node: TestServices) =>
      node
        .get(CatchUpRepository, { strict: false })
        .catchUp('test', [roomId], () => Promise.resolve(() => undefined), 100)
        .then(({ more }) => more),
  ],
])(
  'a room that is removed while its cursor was to move %s has none, and that is no error',
  async (_, move) => {
    const node = await start();
    await node.get(LogFollowers).onModuleDestroy();
    const remover = new Client({ connectionString: database.url });
    await remover.connect();
    try {
      await remover.query('begin');
      await remover.query('delete from memberships where room_id = $1', [roomId]);
      await remover.query('delete from rooms where id = $1', [roomId]);
      const moving = move(node);
      await untilSomebodyWaits(database);
      await remover.query('commit');
      expect(await moving).toEqual([]);
    } finally {
      await remover.end();
    }
    expect(await cursor()).toBeUndefined();
  },
);

/** Of a new room: its first message, which means nothing to anybody. */
const run = { from: 0, to: 1, seq: 1 };
