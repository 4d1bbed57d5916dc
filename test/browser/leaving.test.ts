/** A browser that several people use, after one of them has left it or was made to. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
let shared: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  await new Visitor(server.url).register('boris').catch(() => undefined);
});
afterAll(() => server.close());

beforeEach(async () => {
  if (shared) await close(shared.context);
  shared = await member(server.url, 'anna');
});

const field = () => shared.page.locator('#composer textarea, textarea[name=text]').first();
const kept = () => shared.page.evaluate<string[]>('Object.keys(localStorage).sort()');

async function draft(text: string): Promise<void> {
  await shared.page.goto('/chat/kitchen');
  await shared.page.locator('.people [data-user]').first().waitFor();
  await field().fill(text);
}

async function signIn(username: string): Promise<void> {
  await shared.page.fill('[name=username]', username);
  await shared.page.fill('[name=password]', defaultPassword);
  await shared.page.press('[name=password]', 'Enter');
  await shared.page.waitForURL('**/chat/**');
}

test('who signs out leaves neither texts nor pages: nothing is stored, and "back" shows the sign-in', async () => {
  await draft('half a thought of anna');
  expect((await kept()).join()).toContain('samovar.draft.');
  await shared.page.click('.me-button');
  await shared.page.click('form[action="/logout"] button');
  await shared.page.waitForURL('**/login**');
  await soon(async () => expect(await kept()).toEqual([]));
  await shared.page.goBack();
  await shared.page.waitForURL('**/login**');
  expect(await shared.page.content()).not.toContain('kitchen</h1>');
  expect(shared.complaints).toEqual([]);
});

test('who has something unsent is asked first, and stays where they are if they do not want to lose it', async () => {
  await shared.page.goto('/chat/');
  const me = await shared.page.locator('body').getAttribute('data-me');
  const unsent = { clientId: 'x', text: 'x', createdAt: new Date().toISOString(), refusal: 'Too fast.' };
  await shared.page.evaluate(
    `localStorage.setItem('samovar.outbox.${me}.1.x', ${JSON.stringify(JSON.stringify(unsent))})`,
  );
  let asked = '';
  shared.page.once('dialog', (dialog) => {
    asked = dialog.message();
    void dialog.dismiss();
  });
  await shared.page.click('.me-button');
  await shared.page.click('form[action="/logout"] button');
  await soon(() => expect(asked).toBe('Some of your messages are not sent yet. Sign out and discard them?'));
  await shared.page.goto('/account');
  expect(new URL(shared.page.url()).pathname).toBe('/account');
  expect((await kept()).join()).toContain('samovar.outbox.');
});

test('whose session is ended finds the draft when back; somebody else who signs in does not', async () => {
  const endSessions = () =>
    server.database.query(
      `update sessions set ended_at = now(), end_reason = 'signed_out' where ended_at is null`,
    );
  await draft('half a thought of anna');
  await endSessions();
  await shared.page.waitForURL('**/login?next=**');
  expect(await kept()).not.toContain('samovar.reader');
  await signIn('anna');
  await shared.page.waitForURL('**/chat/kitchen');
  await soon(async () => expect(await field().inputValue()).toBe('half a thought of anna'));
  await endSessions();
  await shared.page.waitForURL('**/login?next=**');
  await signIn('boris');
  await soon(async () => expect((await kept()).join()).not.toContain('draft'));
  expect(await field().inputValue()).toBe('');
});

test('who signs out in one tab leaves nothing in the other either', async () => {
  await draft('half a thought of anna');
  const other = await shared.context.newPage();
  await other.goto('/chat/kitchen');
  await other.locator('.people [data-user]').first().waitFor();
  await shared.page.click('.me-button');
  await shared.page.click('form[action="/logout"] button');
  await shared.page.waitForURL('**/login**');
  await other.waitForURL('**/login**');
  await soon(async () => expect(await kept()).toEqual([]));
});

test('nor does a tab that hears of their draft only then', async () => {
  await draft('half a thought of anna');
  await soon(async () => {
    const drafts = await server.database.query('select text from drafts where text <> $1', ['']);
    expect(drafts).toEqual([{ text: 'half a thought of anna' }]);
  });
  const other = await shared.context.newPage();
  let tell: (() => Promise<void>) | undefined;
  await other.route('**/api/me/drafts**', async (route) => {
    const response = await route.fetch();
    tell = () => route.fulfill({ response });
  });
  // It never hears that the session is over.
  await other.routeWebSocket(/socket\.io/, (line) => {
    const server = line.connectToServer();
    server.onMessage((frame) => void (String(frame).includes('signed_out') || line.send(frame)));
    server.onClose(() => undefined);
  });
  await other.goto('/chat/kitchen');
  await soon(() => expect(tell).toBeDefined());
  await shared.page.click('.me-button');
  await shared.page.click('form[action="/logout"] button');
  await shared.page.waitForURL('**/login**');
  await soon(async () => expect(await kept()).toEqual([]));
  await tell!();
  // Time in which it would be kept.
  await other.waitForTimeout(500);
  expect(await kept()).toEqual([]);
  await close(other);
});

test('who is disabled while looking is told why and until when, in their own time, without signing in again', async () => {
  await shared.page.goto('/chat/kitchen');
  await shared.page.locator('.people [data-user]').first().waitFor();
  const id = Number(await shared.page.locator('body').getAttribute('data-me'));
  const accounts = server.app.get(AccountChanges);
  const until = new Date(Date.now() + 3 * 24 * 3600 * 1000);
  await accounts.disable(commandLine, id, { reason: 'too much noise', until });
  await shared.page.waitForURL('**/login**');
  const notice = shared.page.locator('[role=alert]', { hasText: 'too much noise' });
  await notice.waitFor();
  const inBerlin = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Berlin',
  });
  expect(await notice.textContent()).toContain(`disabled until ${inBerlin.format(until)}`);
  await accounts.enable(commandLine, id);
  await shared.page.reload();
  expect(await shared.page.locator('[role=alert]').count()).toBe(0);
});
