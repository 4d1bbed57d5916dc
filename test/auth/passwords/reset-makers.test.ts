/** Links for a new password end with the right of whoever made them, are listed, and can be revoked. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { AccountManagement } from '../../../src/server/auth/accounts/account-management.service.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { Passwords } from '../../../src/server/auth/passwords/passwords.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { untilSomebodyWaits } from '../../support/locks.js';
import { Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

const password = 'a new and long password';
const refusal = 'This link is wrong or no longer works.';
let server: TestApp;
let management: AccountManagement;
let anna: SignedInUser;
let boris: SignedInUser;
let visitor: Visitor;
let names = 0;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  management = server.app.get(AccountManagement);
  anna = await addUser(server.database, 'anna', 'admin');
});
afterAll(() => server.close());
beforeEach(async () => {
  boris = await server.app.get(Accounts).register({ username: `boris${++names}`, password: defaultPassword });
  visitor = new Visitor(server.url);
});

const offerOf = async (maker: SignedInUser) =>
  new URL((await management.offerPasswordReset(maker, boris.id)).path, server.url).hash.slice(1);
const open = (code: string) => visitor.post('/reset', { code });
const use = (code: string) => visitor.post('/reset', { code, password });

describe('A link dies with its maker', () => {
  let clara: SignedInUser;
  beforeEach(async () => {
    clara = await addUser(server.database, `clara${names}`, 'admin');
  });

  test.each([
    ['demoted by SQL', "update users set role = 'member' where id = $1"],
    ['disabled by SQL', 'update users set deactivated_at = now() where id = $1'],
  ])('%s, and the person notices nothing of it', async (_, statement) => {
    const code = await offerOf(clara);
    expect((await open(code)).status).toBe(200);
    await server.database.query(statement, [clara.id]);
    for (const reply of [await open(code), await use(code)])
      expect([reply.status, reply.body.includes(refusal)]).toEqual([403, true]);
    expect(await management.findPasswordReset(anna, boris.id)).toBeNull();
    await new Visitor(server.url).signIn(boris.username);
  });

  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    [
      'demoted',
      () => server.app.get(AccountChanges).setRole(anna, clara.id, 'member'),
      () => server.app.get(AccountChanges).setRole(anna, clara.id, 'admin'),
    ],
    [
      'disabled',
      () => server.app.get(AccountChanges).disable(anna, clara.id),
      () => server.app.get(AccountChanges).enable(anna, clara.id),
    ],
    [
      'whose password was changed, as somebody else may have known it',
      () => server.app.get(Passwords).set(clara.id, password, commandLine),
      () => Promise.resolve(),
    ],
  ])('%s, and is not alive again when they are back', async (_, end, back) => {
    const code = await offerOf(clara);
    await end();
    await back();
    expect((await use(code)).status).toBe(403);
    expect((await use(await offerOf(anna))).status).toBe(303);
  });

  test('while it is being used: the statement that redeems it asks', async () => {
    const code = await offerOf(clara);
    await visitor.csrfToken();
    const holder = new pg.Client({ connectionString: server.database.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from users where id = $1 for update', [boris.id]);
    const used = use(code);
    await untilSomebodyWaits(server.database);
    await server.database.query("update users set role = 'member' where id = $1", [clara.id]);
    await holder.query('commit');
    await holder.end();
    expect((await used).status).toBe(403);
    await new Visitor(server.url).signIn(boris.username);
  });

  test('or with the API token that made it', async () => {
    const tokens = server.app.get(ApiTokensService);
    const { id, token } = await tokens.make(clara, { name: 'helpdesk', scope: 'admin' });
    const { user } = (await tokens.identify(token))!;
    const code = await offerOf(user);
    expect((await open(code)).status).toBe(200);
    await tokens.revoke(clara, id);
    expect((await use(code)).status).toBe(403);
  });

  test('but not the one that the command line made', async () => {
    const { path } = await management.offerPasswordReset(commandLine, boris.id);
    expect(await management.findPasswordReset(anna, boris.id)).toMatchObject({ createdBy: null });
    expect((await use(new URL(path, server.url).hash.slice(1))).status).toBe(303);
  });
});

test('A pending link is listed with its maker and its end, and revoked by any administrator', async () => {
  await expect(management.findPasswordReset(boris, boris.id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(management.revokePasswordReset(boris, boris.id)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(management.revokePasswordReset(anna, boris.id)).rejects.toMatchObject({ code: 'not_found' });
  const code = await offerOf(anna);
  expect(await management.findPasswordReset(anna, boris.id)).toEqual({
    createdBy: { id: anna.id, username: 'anna', name: 'anna' },
    createdAt: expect.any(String),
    expiresAt: expect.any(String),
  });
  await management.revokePasswordReset(anna, boris.id);
  expect(await management.findPasswordReset(anna, boris.id)).toBeNull();
  expect((await use(code)).status).toBe(403);
  const [entry] = await server.app.get(AuditRepository).list({ subjectType: 'user', subjectId: boris.id }, 1);
  expect(entry).toMatchObject({ actorName: 'anna', action: 'password_reset_revoked' });
});

test('A reset ends programs, too: tokens are revoked, and their sockets closed', async () => {
  const { token } = await server.app.get(ApiTokensService).make(boris, { name: 'bot', scope: 'write' });
  const tab = await Tab.open(server.url, '', { token });
  expect((await use(await offerOf(anna))).status).toBe(303);
  expect(await tab.until('signed_out')).toEqual({ reason: 'token_revoked' });
  await expect(Tab.open(server.url, '', { token })).rejects.toMatchObject({
    data: { code: 'unauthenticated' },
  });
  const [entry] = await server.app
    .get(AuditRepository)
    .list({ subjectType: 'user', subjectId: boris.id, action: 'password_changed' }, 1);
  expect(entry!.details).toEqual({ reset: true, tokens: 1 });
});
