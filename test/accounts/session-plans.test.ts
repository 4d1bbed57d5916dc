import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.query(
    `insert into users (username, username_key, password_hash) select n, n, '' from generate_series(1, 2000) n`,
  );
  await database.query(
    `insert into sessions (id, user_id, expires_at, ended_at, end_reason)
     select n, n % 2000 + 1, now() + n * interval '1 second', case when n % 2 = 0 then now() - n * interval '1 second' end,
       case when n % 2 = 0 then 'signed_out' end
     from generate_series(1, 40000) n`,
  );
  await database.query('analyze sessions');
});
afterAll(() => database.drop());

test.each([
  [
    'a request finds its session',
    `select 1 from sessions where id = '7' and ended_at is null and expires_at > now()`,
    'sessions_pkey',
  ],
  [
    'the watch finds what has just ended',
    `select s.id from (select 1) one left join sessions s on s.ended_at > coalesce(null::timestamptz, now()) - interval '10 seconds'`,
    'sessions_ended',
  ],
  [
    'a person sees their sessions',
    `select 1 from sessions where user_id = 7 and ended_at is null`,
    'sessions_user',
  ],
  [
    'the tidying finds what has expired',
    `select 1 from sessions where ended_at is null and expires_at < now()`,
    'sessions_expiry',
  ],
])('%s by an index', async (_, sql, index) => {
  const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});
