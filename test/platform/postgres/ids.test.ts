/** The ids that the database makes: in the order of their making, each once, and counting nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { numberTypes } from '../../../src/server/platform/postgres/number-types.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const beginning = Date.UTC(2025, 0, 1);

const heldLocks = async () =>
  (
    await database.query(
      `select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    )
  ).length;

/** Each of so many connections at once; `still` are the locks held when all are done, while the connections are still there. */
async function withClients<Result>(count: number, use: (client: Client) => Promise<Result>) {
  const clients = Array.from(
    { length: count },
    () => new Client({ connectionString: database.url, types: numberTypes }),
  );
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const results = await Promise.all(clients.map(use));
    return { results, still: await heldLocks() };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

const addRooms = (count: number) =>
  `insert into rooms (name, name_key) select id, id from (select gen_random_uuid() as id from generate_series(1, ${count})) made
   returning rooms.id`;

test('an id is the moment of its making, however much was made before it', async () => {
  const made = async () => {
    const before = Date.now();
    const [row] = await database.query<{ id: number }>(addRooms(1));
    const at = beginning + row!.id / 1_000;
    expect(at).toBeGreaterThan(before - 1_000);
    expect(at).toBeLessThan(Date.now() + 1_000);
    return row!.id;
  };
  const first = await made();
  await database.query(addRooms(5_000));
  const last = await made();
  expect(last).toBeGreaterThan(first);
  expect(Number.isSafeInteger(last)).toBe(true);
});

test('ids are each made once, and grow in each connection, however many make them at once', async () => {
  const { results: made, still } = await withClients(8, async (client) => {
    const ids: number[] = [];
    for (let n = 0; n < 20; n++)
      ids.push(...(await client.query<{ id: number }>(addRooms(50))).rows.map(({ id }) => id));
    return ids;
  });
  for (const ids of made) expect(ids).toEqual([...ids].sort((one, other) => one - other));
  const all = made.flat();
  expect(new Set(all).size).toBe(all.length);
  expect(still).toBe(0);
}, 30_000);

test('a clock that was put back repeats no id', async () => {
  const ahead = (Date.now() - beginning + 3_600_000) * 1_000;
  await database.query(`select setval('ids', $1)`, [ahead]);
  const rows = await database.query<{ id: number }>(addRooms(3));
  expect(rows.map(({ id }) => id)).toEqual([ahead + 1, ahead + 2, ahead + 3]);
});

test('a statement that is ended in the middle leaves nobody waiting', async () => {
  const ended = await withClients(4, async (client) => {
    await client.query(`set statement_timeout = '30ms'`);
    let times = 0;
    for (let n = 0; n < 20; n++) await client.query(addRooms(20_000)).catch(() => times++);
    return times;
  });
  expect(Math.max(...ended.results)).toBeGreaterThan(0);
  expect(ended.still).toBe(0);
  expect(await database.query(addRooms(1))).toHaveLength(1);
}, 60_000);
