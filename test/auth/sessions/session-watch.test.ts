import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import pg from 'pg';
import { startApp, type TestApp } from '../../support/app.js';
import { eventually, promised, Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
let otherNode: TestApp;
let names = 0;

beforeAll(async () => {
  server = await startApp();
  otherNode = await startApp({}, server.database);
});
afterAll(async () => {
  await otherNode.close();
  await server.close();
});

/** A new person in two browsers, each with a live socket; the second one is on the other node. */
async function twoBrowsers() {
  const username = `person${++names}`;
  const user = await server.app.get(Accounts).register({ username, password: defaultPassword });
  const here = new Visitor(server.url);
  const there = new Visitor(otherNode.url);
  await here.signIn(username);
  await there.signIn(username);
  const tabs = [
    await Tab.open(server.url, here.cookieHeader),
    await Tab.open(otherNode.url, there.cookieHeader),
  ] as const;
  return { user, here, there, tabs };
}

/** The milliseconds until the tab has been told why and closed. */
async function closedFor(tab: Tab, reason: string): Promise<number> {
  const start = performance.now();
  await eventually(() => !tab.socket.connected, 'the socket stayed open');
  expect(tab.all('signed_out')).toEqual([{ reason }]);
  return performance.now() - start;
}

describe('sockets of a session that has ended are closed', () => {
  test('at once on the node that ended it, and those of other sessions stay', async () => {
    const { here, tabs } = await twoBrowsers();
    await here.signOut();
    expect(await closedFor(tabs[0], 'signed_out')).toBeLessThan(promised(800));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(tabs[1].socket.connected).toBe(true);
    tabs[1].close();
  });

  test('within 2 s on every node when the password changes, but for this one', async () => {
    const { here, tabs } = await twoBrowsers();
    await here.post('/account/password', { currentPassword: defaultPassword, password: 'a new password' });
    expect(await closedFor(tabs[1], 'password_changed')).toBeLessThan(promised(2_000));
    expect(tabs[0].socket.connected).toBe(true);
    tabs[0].close();
  });

  test('within 2 s on every node when the account is disabled', async () => {
    const { user, tabs } = await twoBrowsers();
    await server.app.get(AccountChanges).disable(commandLine, user.id);
    expect(await closedFor(tabs[0], 'disabled')).toBeLessThan(promised(800));
    expect(await closedFor(tabs[1], 'disabled')).toBeLessThan(promised(2_000));
  });

  test('within 2 s when it is ended from the account page of another node', async () => {
    const { here, there, tabs } = await twoBrowsers();
    await there.post('/account/sessions/end-others');
    expect(await closedFor(tabs[0], 'signed_out')).toBeLessThan(promised(2_000));
    expect((await here.get('/account')).status).toBe(303);
    expect(tabs[1].socket.connected).toBe(true);
    tabs[1].close();
  });

  test('and a new one is not let in with the old cookie', async () => {
    const { here, tabs } = await twoBrowsers();
    const cookie = here.cookieHeader;
    await here.signOut();
    await expect(Tab.open(server.url, cookie)).rejects.toMatchObject({ data: { code: 'unauthenticated' } });
    await expect(Tab.open(otherNode.url, cookie)).rejects.toMatchObject({
      data: { code: 'unauthenticated' },
    });
    tabs.forEach((tab) => tab.close());
  });

  test('also when the watch could not reach the database meanwhile', async () => {
    const { here, tabs } = await twoBrowsers();
    const blocker = new pg.Client({ connectionString: server.database.url });
    await blocker.connect();
    await blocker.query('begin; lock table sessions');
    await blocker.query(
      `update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = (select id from users where username = $1)`,
      [`person${names}`],
    );
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    expect(tabs[0].socket.connected).toBe(true);
    await blocker.query('commit');
    await blocker.end();
    expect(await closedFor(tabs[0], 'signed_out')).toBeLessThan(promised(2_000));
    await closedFor(tabs[1], 'signed_out');
    expect((await here.get('/account')).status).toBe(303);
  });
});
