import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { Passwords } from '../../../src/server/auth/passwords/passwords.service.js';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { AccountManagement } from '../../../src/server/auth/accounts/account-management.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

const password = 'a new and long password';
let server: TestApp;
let management: AccountManagement;
let anna: SignedInUser;
let boris: SignedInUser;
let visitor: Visitor;
let names = 0;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  management = server.app.get(AccountManagement);
  anna = { ...(await addUser(server.database, 'anna', 'admin')), address: '192.0.2.7' };
});
afterAll(() => server.close());
beforeEach(async () => {
  boris = await server.app.get(Accounts).register({ username: `boris${++names}`, password: defaultPassword });
  visitor = new Visitor(server.url);
});

const offer = async () => {
  const { path, expiresAt } = await management.offerPasswordReset(anna, boris.id);
  return { path, expiresAt, code: new URL(path, server.url).hash.slice(1) };
};
const open = (code: string, by = visitor) => by.post('/reset', { code });
const use = (code: string, by = visitor, chosen = password) => by.post('/reset', { code, password: chosen });
const refusal = 'This link is wrong or no longer works.';

describe('A one-time link', () => {
  test('sets the password, signs the person in, and out everywhere else', async () => {
    const old = new Visitor(server.url);
    await old.signIn(boris.username);
    const tab = await Tab.open(server.url, old.cookieHeader);
    const { path, code } = await offer();
    const asked = await visitor.get(path);
    expect([asked.status, asked.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
    expect(asked.body).toContain('name="code"');
    const page = await open(code);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store, no-transform']);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.body).toContain(boris.username);
    const done = await use(code);
    expect([done.status, done.location, done.headers.get('cache-control')]).toEqual([
      303,
      '/chat/',
      'no-store, no-transform',
    ]);
    expect((await visitor.get('/account')).body).toContain(boris.username);
    expect((await old.get('/account')).status).toBe(303);
    expect(await tab.until('signed_out')).toEqual({ reason: 'password_changed' });
    await expect(new Visitor(server.url).signIn(boris.username)).rejects.toThrow('wrong');
    await new Visitor(server.url).signIn(boris.username, password);
  });

  test('works once, also for two at the same moment', async () => {
    const { code } = await offer();
    const people = [visitor, new Visitor(server.url), new Visitor(server.url)];
    for (const each of people) await open(code, each);
    const replies = await Promise.all(people.map((each, turn) => use(code, each, `${password} ${turn}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([303, 403, 403]);
    const again = await open(code, new Visitor(server.url));
    expect([again.status, again.body.includes(refusal)]).toEqual([403, true]);
  });

  test('ends when a new one is made, when the password changes, and after a day', async () => {
    const first = await offer();
    const second = await offer();
    expect((await open(first.code)).status).toBe(403);
    expect((await open(second.code)).status).toBe(200);
    const day = Date.parse(second.expiresAt) - Date.now();
    expect(day).toBeGreaterThan(23 * 3_600_000);
    expect(day).toBeLessThanOrEqual(24 * 3_600_000 + 60_000);
    await server.app.get(Passwords).set(boris.id, password, boris);
    expect((await use(second.code)).status).toBe(403);
    const third = await offer();
    await server.database.query('update password_resets set expires_at = now()');
    expect((await open(third.code)).status).toBe(403);
    expect((await use(third.code)).status).toBe(403);
  });

  test('changes nothing by being looked at, nor by a password that will not do', async () => {
    const { code } = await offer();
    for (let look = 0; look < 3; look++) expect((await open(code)).status).toBe(200);
    const short = await use(code, visitor, 'short');
    expect([
      short.status,
      short.body.includes('The password is too short'),
      short.body.includes(code),
    ]).toEqual([422, true, true]);
    expect((await use(code)).status).toBe(303);
  });

  test('needs the token of the form', async () => {
    const { code } = await offer();
    const forged = await visitor.post('/reset', { code, password, _csrf: 'forged' });
    expect(forged.status).toBe(403);
    await new Visitor(server.url).signIn(boris.username);
  });

  test.each(['', 'x', 'a'.repeat(100_00), '\0', '\ud800'])('is not %j', async (code) => {
    await visitor.get('/login');
    expect((await open(code)).status).toBe(403);
    expect((await use(code)).status).toBe(403);
  });

  test('does not open a disabled account', async () => {
    const { code } = await offer();
    await server.app.get(AccountChanges).disable(anna, boris.id, { reason: 'Spam' });
    const reply = await use(code);
    expect([reply.status, reply.body.includes('Reason: Spam')]).toEqual([403, true]);
    expect((await visitor.get('/account')).status).toBe(303);
  });

  test('is offered by administrators only, kept as a hash, and told of in the audit log without its code', async () => {
    await expect(management.offerPasswordReset(boris, anna.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(management.offerPasswordReset(anna, 987_654)).rejects.toMatchObject({ code: 'not_found' });
    const { code } = await offer();
    expect(Buffer.from(code, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(await server.database.query('select * from password_resets'))).not.toContain(code);
    await use(code);
    const entries = await server.app
      .get(AuditRepository)
      .list({ subjectType: 'user', subjectId: boris.id }, 2);
    expect(entries.map(({ actorName, action, details }) => [actorName, action, details])).toEqual([
      [boris.username, 'password_changed', { reset: true }],
      ['anna', 'password_reset_offered', {}],
    ]);
    expect(JSON.stringify(await server.database.query('select * from audit_log'))).not.toContain(code);
  });
});
