/** Whoever is banned is out at once, on every node, however they came in. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { mustClose } from '../../support/must-close.js';
import { soon, Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let here: TestApp;
let there: TestApp;
let anna: SignedInUser;
let names = 0;
let tabs: Tab[] = [];

beforeAll(async () => {
  here = await startApp();
  there = await startApp({}, here.database);
  anna = { ...(await addUser(here.database, 'anna', 'admin')), address: '192.0.2.1' };
});
afterAll(async () => {
  await there.close();
  await here.close();
});
beforeEach(() => {
  tabs.forEach((tab) => tab.close());
  tabs = [];
});

const open = async (tab: Promise<Tab>) => {
  tabs.push(await tab);
  return tabs.at(-1)!;
};

const withToken = (node: TestApp, token: string) => Tab.open(node.url, '', { token });

describe('A person who is banned', () => {
  const newPerson = async () => {
    const username = `boris${++names}`;
    const user = await here.app.get(Accounts).register({ username, password: defaultPassword });
    const visitor = new Visitor(here.url);
    await visitor.signIn(username);
    return { user, visitor };
  };
  const tokenTab = async (node: TestApp, owner: SignedInUser) => {
    const { token } = await here.app.get(ApiTokensService).make(owner, { name: 'bot', scope: 'write' });
    return { token, tab: await open(withToken(node, token)) };
  };

  test('loses browsers and programs, on every node, and comes back when the ban ends', async () => {
    const { user, visitor } = await newPerson();
    const browsers = [
      await open(Tab.open(here.url, visitor.cookieHeader)),
      await open(Tab.open(there.url, visitor.cookieHeader)),
    ];
    const programs = [await tokenTab(here, user), await tokenTab(there, user)];
    const until = new Date(Date.now() + 6_000);
    await here.app.get(AccountChanges).disable(anna, user.id, { reason: 'Spam', until });
    expect((await visitor.get('/account')).status).toBe(303);
    for (const tab of [...browsers, ...programs.map((program) => program.tab)])
      await mustClose(tab, 'disabled');
    const refused = await new Visitor(here.url).post('/login', {
      username: user.username,
      password: defaultPassword,
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('Reason: Spam');
    await expect(withToken(there, programs[0]!.token)).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
    await soon(async () => void (await open(withToken(there, programs[0]!.token))));
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime() - 1_000);
    await new Visitor(there.url).signIn(user.username);
    expect(
      await here.app
        .get(AuditRepository)
        .list({ subjectType: 'user', subjectId: user.id, action: 'account_enabled' }, 9),
    ).toHaveLength(1);
  });

  test('finds nothing of their old session when they are enabled again', async () => {
    const { user, visitor } = await newPerson();
    await here.app.get(AccountChanges).disable(anna, user.id);
    await here.app.get(AccountChanges).enable(anna, user.id);
    expect((await visitor.get('/account')).status).toBe(303);
    await visitor.signIn(user.username);
  });

  test('by the command line, which has no sockets, goes too', async () => {
    const { user, visitor } = await newPerson();
    const tab = await open(Tab.open(here.url, visitor.cookieHeader));
    const program = await tokenTab(there, user);
    await here.database.query('update users set deactivated_at = now() where id = $1', [user.id]);
    await mustClose(tab, 'disabled');
    await mustClose(program.tab, 'disabled');
  });
});

test('A token that is revoked closes its sockets on the other node, too, and one that expires on both', async () => {
  const owner = await addUser(here.database, 'owner');
  const tokens = here.app.get(ApiTokensService);
  const revoked = await tokens.make(owner, { name: 'revoked', scope: 'read' });
  const expiring = await tokens.make(owner, { name: 'expiring', scope: 'read', expiresInDays: 1 });
  const revokedTab = await open(withToken(there, revoked.token));
  const expiringTabs = [
    await open(withToken(here, expiring.token)),
    await open(withToken(there, expiring.token)),
  ];
  await tokens.revoke(owner, revoked.id);
  await mustClose(revokedTab, 'token_revoked');
  await here.database.query('update api_tokens set expires_at = now() where id = $1', [expiring.id]);
  for (const tab of expiringTabs) await mustClose(tab, 'expired');
});

test('A demoted administrator has lost their rights with the next request, and rooms of administrators at once', async () => {
  const clara = await here.app
    .get(Accounts)
    .register({ username: 'clara', password: defaultPassword, role: 'admin' });
  const visitor = new Visitor(there.url);
  await visitor.signIn('clara');
  const elsewhere = await open(Tab.open(there.url, visitor.cookieHeader));
  const tab = await open(Tab.open(here.url, visitor.cookieHeader));
  const office = await addRoom(here.database, 'office', { access: 'admins', members: [anna, clara] });
  const hall = await addRoom(here.database, 'hall', { members: [anna, clara] });
  await fillRoom(here.database, hall, anna.id, 1);
  await tab.join('office');
  const { messages } = await elsewhere.join('hall');
  await here.app.get(AccountChanges).setRole(anna, clara.id, 'member');
  await tab.until('room_removed', ({ roomId }) => roomId === office);
  for (const each of [tab, elsewhere]) {
    expect(await each.refusal('join', { room: 'office' })).toMatchObject({ code: 'not_found' });
    expect(await each.refusal('delete', { messageId: messages[0]!.id })).toMatchObject({ code: 'forbidden' });
  }
});
