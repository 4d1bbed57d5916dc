/** What the audit log hears of signing in and out, and of one's own account. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
let seen = 0;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off', TRUST_PROXY: 'loopback' });
});
afterAll(() => server.close());

/** The entries since the last look: who, what, whom, what more. */
async function news(): Promise<unknown[]> {
  const rows = await server.database.query<Record<string, unknown> & { id: string }>(
    `select id, actor_name, address, action, subject_name, details from audit_log where id > $1 order by id`,
    [seen],
  );
  seen = Number(rows.at(-1)?.id ?? seen);
  return rows.map((row) => [row.actor_name, row.address, row.action, row.subject_name, row.details]);
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const [home, work] = ['192.0.2.7', '203.0.113.9'];

test('an account tells its whole story, with addresses, and without secrets', async () => {
  const anna = new Visitor(server.url);
  await anna.post('/register', { username: 'anna', password: defaultPassword }, from(home));
  expect(await news()).toEqual([
    ['anna', home, 'account_created', 'anna', { role: 'member' }],
    ['anna', home, 'signed_in', null, {}],
  ]);

  const elsewhere = new Visitor(server.url);
  const signIn = (username: string, password: string) =>
    elsewhere.post('/login', { username, password }, from(work));
  await signIn('ANNA', 'a wrong password');
  await signIn('my secret password', 'typed into the wrong field');
  await signIn('a\0b', 'x');
  await signIn('anna', defaultPassword);
  expect(await news()).toEqual([
    [null, work, 'sign_in_failed', 'anna', {}],
    [null, work, 'sign_in_failed', null, {}],
    [null, work, 'sign_in_failed', null, {}],
    ['anna', work, 'signed_in', null, {}],
  ]);

  const change = { currentPassword: defaultPassword, password: 'another long password' };
  await anna.get('/account');
  await anna.post('/account/password', { ...change, currentPassword: 'wrong' }, from(home));
  expect(await news()).toEqual([]);
  await anna.post('/account/password', change, from(home));
  expect(await news()).toEqual([['anna', home, 'password_changed', 'anna', {}]]);

  await new Visitor(server.url).signIn('anna', change.password);
  await new Visitor(server.url).signIn('anna', change.password);
  await news();
  const [other] = await server.database.query<{ id: string }>(
    'select id from sessions where ended_at is null order by created_at desc limit 1',
  );
  await anna.post('/account/sessions/end', { session: other!.id }, from(home));
  await anna.post('/account/sessions/end', { session: other!.id }, from(home));
  await anna.post('/account/sessions/end-others', {}, from(home));
  expect(await news()).toEqual([
    ['anna', home, 'sessions_ended', 'anna', { count: 1 }],
    ['anna', home, 'sessions_ended', 'anna', { count: 1 }],
  ]);

  const token = await anna.csrfToken();
  await anna.post('/logout', {}, from(home));
  await anna.post('/logout', { _csrf: token }, from(home));
  expect(await news()).toEqual([['anna', home, 'signed_out', null, {}]]);

  await server.database.query(`update users set deactivated_at = now() where username = 'anna'`);
  await signIn('anna', change.password);
  expect(await news()).toEqual([[null, work, 'sign_in_failed', 'anna', { disabled: true }]]);

  const log = JSON.stringify(await server.database.query('select * from audit_log'));
  for (const secret of [defaultPassword, change.password, 'secret password', 'wrong'])
    expect(log).not.toContain(secret);
});
