/** What is under way while a password, a role or an account changes comes to nothing: sign-ins, changes, tokens. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { PasswordHashing } from '../../../src/server/auth/passwords/password-hashing.js';
import { PasswordsRepository } from '../../../src/server/auth/passwords/passwords.repository.js';
import type { User } from '../../../src/server/people/user.entity.js';
import { startApp, type TestApp } from '../../support/app.js';
import { untilSomebodyWaits } from '../../support/locks.js';
import { eventually } from '../../support/socket.js';
import { defaultPassword, type Reply, Visitor } from '../../support/visitor.js';

const sentence = 'The password or the account has just been changed. Sign in again.';
let server: TestApp;
let anna: User;
let names = 0;
/** Somebody else's connection, which holds a row. */
let holder: pg.Client;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});
afterAll(() => server.close());
beforeEach(async () => {
  const username = `anna${++names}`;
  anna = await server.app.get(Accounts).register({ username, password: defaultPassword });
});

/** Holds Anna's row while something is asked that must wait for it; changes the row, lets go, and returns the answers. */
async function whileHeld<Answer>(asking: () => Promise<Answer>[], change: string): Promise<Answer[]> {
  holder = new pg.Client({ connectionString: server.database.url });
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('select from users where id = $1 for update', [anna.id]);
    const asked = asking();
    await untilSomebodyWaits(server.database, asked.length);
    await holder.query(`update users set ${change} where id = $1`, [anna.id]);
    await holder.query('commit');
    return await Promise.all(asked);
  } finally {
    await holder.end();
  }
}

const signIn = (visitor = new Visitor(server.url)): Promise<Reply> =>
  visitor.post('/login', { username: anna.username, password: defaultPassword });
const signedIn = async () => {
  const visitor = new Visitor(server.url);
  await visitor.signIn(anna.username);
  await visitor.csrfToken();
  return visitor;
};
const count = async (table: 'sessions' | 'api_tokens') => {
  const ended = table === 'sessions' ? 'ended_at' : 'revoked_at';
  const [row] = await server.database.query<{ count: number }>(
    `select count(*)::int from ${table} where user_id = $1 and ${ended} is null`,
    [anna.id],
  );
  return row!.count;
};

test('of a dozen sign-ins none survives a change of the password that comes while they are checked', async () => {
  const [hashing, passwords] = [server.app.get(PasswordHashing), server.app.get(PasswordsRepository)];
  const newHash = await hashing.hash('another long password');
  const visitors = Array.from({ length: 12 }, () => new Visitor(server.url));
  for (const visitor of visitors) await visitor.csrfToken();
  const signIns = visitors.map((visitor) => signIn(visitor));
  // Checked two at a time: when the first is through, the others wait in line, and have read the old hash.
  await eventually(async () => (await count('sessions')) > 0, 'nobody ever got in');
  await passwords.set(anna.id, newHash, {});
  const replies = await Promise.all(signIns);
  expect(await count('sessions')).toBe(0);
  const late = replies.filter(({ body }) => body.includes(sentence));
  // Else none was under way, and this test means nothing.
  expect(late.length).toBeGreaterThan(0);
  for (const { status, headers } of late)
    expect([status, headers.getSetCookie().filter((line) => line.includes('sid='))]).toEqual([401, []]);
  for (const visitor of visitors) expect((await visitor.get('/account')).status).toBe(303);
});

test.each([
  ['another password', "password_hash = 'another'"],
  ['a disabled account', 'deactivated_at = now()'],
  ['another role', "role = 'admin'"],
])('a sign-in that waits for a change under way finds %s, and opens nothing', async (_, change) => {
  const visitor = new Visitor(server.url);
  await visitor.csrfToken();
  const [reply] = await whileHeld(() => [signIn(visitor)], change);
  expect([reply!.status, reply!.body.includes(sentence)]).toEqual([401, true]);
  expect(await count('sessions')).toBe(0);
  expect((await visitor.get('/account')).status).toBe(303);
  // The form that is shown again works.
  await server.database.query(
    "update users set password_hash = $2, deactivated_at = null, role = 'member' where id = $1",
    [anna.id, await server.app.get(PasswordHashing).hash(defaultPassword)],
  );
  expect((await signIn(visitor)).status).toBe(303);
});

test('a change of the password that was checked against the old one does not overwrite the new one', async () => {
  const visitor = await signedIn();
  const change = { currentPassword: defaultPassword, password: 'the password of a thief' };
  const [reply] = await whileHeld(
    () => [visitor.post('/account/password', change)],
    "password_hash = 'set by a reset'",
  );
  expect([reply!.status, reply!.body.includes(sentence)]).toEqual([401, true]);
  const rows = await server.database.query('select password_hash from users where id = $1', [anna.id]);
  expect(rows).toEqual([{ password_hash: 'set by a reset' }]);
});

test('a token that is asked for with the old password is not made', async () => {
  const visitor = await signedIn();
  const token = { name: 'late', scope: 'write', expiresInDays: '', currentPassword: defaultPassword };
  const [reply] = await whileHeld(() => [visitor.post('/account/tokens', token)], "password_hash = 'new'");
  expect([reply!.status, reply!.body.includes(sentence)]).toEqual([401, true]);
  expect(await count('api_tokens')).toBe(0);
});

test('a person has 50 tokens at most, also when several are made at the same moment; a revoked one makes room', async () => {
  const tokens = server.app.get(ApiTokensService);
  const made = [];
  for (let n = 0; n < 49; n++) made.push(await tokens.make(anna, { name: `number ${n}`, scope: 'read' }));
  const make = () =>
    tokens.make(anna, { name: 'one more', scope: 'read' }).then(
      () => 'made',
      ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
    );
  const answers = await whileHeld(() => [make(), make(), make()], 'username = username');
  const refusal = 'conflict: You have {{maximum}} tokens, the most you can have. Revoke one first.';
  expect(answers.sort()).toEqual([refusal, refusal, 'made']);
  expect(await count('api_tokens')).toBe(50);
  await tokens.revoke(anna, made[0]!.id);
  expect([await make(), await make()]).toEqual(['made', refusal]);
});

test('a visit that is noted late does not revive a session that has ended', async () => {
  const visitor = await signedIn();
  await server.database.query(
    "update sessions set touched_at = now() - interval '2 hours', expires_at = now() + interval '1 hour' where user_id = $1",
    [anna.id],
  );
  holder = new pg.Client({ connectionString: server.database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query("update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = $1", [
    anna.id,
  ]);
  const visit = visitor.get('/account');
  await untilSomebodyWaits(server.database);
  await holder.query('commit');
  await holder.end();
  await visit;
  expect((await visitor.get('/account')).status).toBe(303);
  const rows = await server.database.query(
    "select expires_at < now() + interval '1 day' as short, ended_at is not null as ended from sessions where user_id = $1",
    [anna.id],
  );
  expect(rows).toEqual([{ short: true, ended: true }]);
});
