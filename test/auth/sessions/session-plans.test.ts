import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { endedSince } from '../../../src/server/auth/sessions/ends.repository.js';
import { endedAmong } from '../../../src/server/auth/sessions/ended-sessions.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.query(
    `insert into users (id, username, username_key, password_hash) select n, n, n, '' from generate_series(1, 2000) n`,
  );
  await database.query(
    `insert into sessions (id, user_id, expires_at, ended_at, end_reason)
     select n, n % 2000 + 1, now() + n * interval '1 second', case when n % 2 = 0 then now() - n * interval '1 second' end,
       case when n % 2 = 0 then 'signed_out' end
     from generate_series(1, 40000) n`,
  );
  await database.query(
    `insert into api_tokens (id, user_id, name, scope, hash, expires_at, revoked_at)
     select n, n % 2000 + 1, n, 'read', n, now() + n * interval '1 second' - interval '1 hour',
       case when n % 3 = 0 then now() - n * interval '1 second' end
     from generate_series(1, 20000) n`,
  );
  await database.query(`update users set deactivated_at = now() - id * interval '1 minute' where id % 2 = 0`);
  await database.query('analyze');
});
afterAll(() => database.drop());

test.each([
  [
    'a request finds its session',
    `select 1 from sessions where id = '7' and ended_at is null and expires_at > now()`,
    'sessions_pkey',
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
  const plan = await planOf(sql);
  expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});

test('the watch finds all that has just ended by indexes', async () => {
  const plan = await planOf(endedSince.replaceAll('$1', 'null'));
  for (const index of ['sessions_ended', 'api_tokens_revoked', 'api_tokens_expiry', 'users_deactivated_at'])
    expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
});

test('those of a node’s connections are looked up by index, and all that have ended are named with the reason', async () => {
  const among = endedAmong(`'{2,5,39999,gone}'`, `'{3,4,20000,99999}'`);
  const plan = await planOf(among);
  for (const index of ['sessions_pkey', 'api_tokens_pkey']) expect(plan).toContain(index);
  expect(plan).not.toContain('Seq Scan');
  await database.query(`update sessions set expires_at = now() where id = '5'`);
  await database.query(`update api_tokens set expires_at = now() where id = 4`);
  expect(await database.query(`${among} order by id`)).toEqual([
    { id: '2', reason: 'signed_out' },
    { id: '5', reason: 'expired' },
    { id: 'gone', reason: 'expired' },
    { id: 'token-3', reason: 'token_revoked' },
    { id: 'token-4', reason: 'expired' },
    { id: 'token-99999', reason: 'token_revoked' },
  ]);
});

async function planOf(sql: string): Promise<string> {
  const rows = await database.query<{ 'QUERY PLAN': string }>(`explain ${sql}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
