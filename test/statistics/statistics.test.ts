/** What went on, day by day: counted once a day has ended, and by the primary key however many messages there are. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { StatisticsView } from '../../src/shared/statistics.js';
import { planned } from '../../src/server/platform/postgres/planning.js';
import { Statistics } from '../../src/server/statistics/statistics.service.js';
import { StatisticsRepository } from '../../src/server/statistics/statistics.repository.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf, statementsOf } from '../support/statements.js';
import { flatten, type PlanNode } from '../support/plan-nodes.js';

let node: TestServices;
let other: TestServices;
let ada: SignedInUser;
let boris: SignedInUser;

/** Midnight UTC so many days ago, and milliseconds from there. */
const moment = (daysAgo: number, ms = 0) =>
  new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - daysAgo * 86_400_000 + ms);
const dayOf = (daysAgo: number) => moment(daysAgo).toISOString().slice(0, 10);

async function write(roomId: number, seq: number, author: SignedInUser, at: Date, kind = 'text') {
  await node.database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     values ($1, $2, $2, $3, gen_random_uuid(), $4, 'tea', $5)`,
    [roomId, seq, author.id, kind, at],
  );
}

const read = (at = node) => at.get(Statistics).read(ada);
const countsOf = ({ days }: StatisticsView, daysAgo: number) =>
  days.find(({ day }) => day === dayOf(daysAgo));

beforeAll(async () => {
  node = await startServices();
  other = await startServices(node.database);
  ada = await addUser(node.database, 'ada', 'admin');
  boris = await addUser(node.database, 'boris');
  await node.database.query('update users set created_at = $1', [moment(4)]);
});

afterAll(async () => {
  await other.close();
  await node.close();
});

test('each day has who wrote, how much and where, also what was removed since; lines of the server count for nobody', async () => {
  const kitchen = await addRoom(node.database, 'kitchen');
  const garden = await addRoom(node.database, 'garden');
  await node.database.query('update rooms set created_at = $1', [moment(3, 1_000)]);
  await write(kitchen, 1, ada, moment(3));
  await write(kitchen, 2, ada, moment(2, -1));
  await write(kitchen, 3, ada, moment(2));
  await write(kitchen, 4, boris, moment(2, 5_000));
  await write(kitchen, 5, boris, moment(2, 6_000), 'pin');
  await write(garden, 1, boris, moment(1, -1));
  await write(garden, 2, boris, moment(0));
  await node.database.query(
    'update messages set text = null, deleted_at = now() where room_id = $1 and seq = 1',
    [garden],
  );
  const seen = await read();
  expect(seen.counting).toBe(false);
  expect(seen.days.map(({ day }) => day)).toEqual([4, 3, 2, 1, 0].map(dayOf));
  const day = { newRooms: 0, fileBytes: 0 };
  expect(countsOf(seen, 4)).toEqual({ day: dayOf(4), people: 0, messages: 0, rooms: 0, ...day });
  expect(countsOf(seen, 3)).toEqual({ day: dayOf(3), people: 1, messages: 2, rooms: 1, ...day, newRooms: 2 });
  expect(countsOf(seen, 2)).toEqual({ day: dayOf(2), people: 2, messages: 3, rooms: 2, ...day });
  expect(countsOf(seen, 1)).toEqual({ day: dayOf(1), people: 0, messages: 0, rooms: 0, ...day });
  expect(countsOf(seen, 0)).toEqual({ day: dayOf(0), people: 1, messages: 1, rooms: 1, ...day });
});

test('a day that has ended is counted once: what is deleted for good later stays counted, and reading it asks for no message', async () => {
  await node.database.query('delete from messages where room_id = (select id from rooms where name = $1)', [
    'kitchen',
  ]);
  const asked = await statementsOf(async () => {
    expect(countsOf(await read(), 2)).toMatchObject({ messages: 3 });
  });
  expect(asked.filter((text) => text.includes('from messages'))).toEqual([]);
});

test('two nodes that count the same days at once keep each once, and say the same of all, today among them', async () => {
  await node.database.query('delete from statistics');
  const [here, there] = await Promise.all([read(), read(other)]);
  expect(here).toEqual(there);
  expect(here.days.map(({ day }) => day)).toEqual([4, 3, 2, 1, 0].map(dayOf));
  const [kept] = await node.database.query<{ count: number }>(
    'select count(*)::int as count from statistics',
  );
  expect(kept).toEqual({ count: 4 });
});

test('nobody but administrators reads them', async () => {
  await expect(node.get(Statistics).read(boris)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a day among many thousand messages reads its own, and a few dozen to find them', async () => {
  const attic = await addRoom(node.database, 'attic');
  await node.database.query('truncate messages, statistics cascade');
  await node.database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', 'tea', $3::timestamptz + n * interval '10 seconds'
     from generate_series(1, 30000) n`,
    [attic, boris.id, moment(4)],
  );
  const [{ text, values }] = (await askedOf(node, () => node.get(StatisticsRepository).keep(dayOf(2)))) as [
    { text: string; values: unknown[] },
  ];
  await node.database.query('truncate statistics');
  const client = new Client({ connectionString: planned(node.database.url) });
  await client.connect();
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${text.replaceAll('$1', `'${String(values[0])}'`)}`,
  );
  await client.end();
  const [plan] = rows;
  const scans = flatten(plan!['QUERY PLAN'][0].Plan).filter((each) => each['Relation Name'] === 'messages');
  const rowsRead = scans.reduce(
    (sum, each) => sum + (each['Actual Rows'] + (each['Rows Removed by Filter'] ?? 0)) * each['Actual Loops'],
    0,
  );
  expect(new Set(scans.map((each) => each['Node Type']))).not.toContain('Seq Scan');
  expect(countsOf({ days: await node.get(StatisticsRepository).kept(9), counting: false }, 2)).toMatchObject({
    messages: 8_640,
  });
  expect(rowsRead).toBeLessThan(8_640 + 100);
});
