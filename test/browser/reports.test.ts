/** Reporting a message from its menu, and by a page without scripts; what was decided stands in the reporter's activity. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { type Person, member, somebody } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { callerFor, type Caller } from '../support/operations/caller.js';
import { soon } from '../support/socket.js';
import { defaultPassword } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let chief: Caller;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  const { database } = server;
  const boris = await addUser(database, 'boris');
  const roomId = await addRoom(database, 'kitchen');
  await fillRoom(database, roomId, boris.id, 3);
  anna = await member(server.url, 'anna');
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('.people [data-user]').first().waitFor();
  chief = await callerFor(server, await addUser(database, 'chief', 'admin'), 'admin');
});

afterAll(() => server.close());

const reports = async () =>
  (await chief.must<{ reports: { id: number; reports: { reason: string }[] }[] }>('GET', '/api/reports'))
    .reports;

test('from the menu of a message: a dialog asks why, says who reads it, and comes back with what was wrong', async () => {
  const { page } = anna;
  await page.hover('#m2');
  await page.click('.message-toolbar [data-do=menu]');
  await page.click('.message-menu [data-do=report]');
  const dialog = page.locator('dialog.report-dialog[open]');
  await dialog.locator('textarea').fill('   ');
  await dialog.locator('[type=submit]').click();
  await dialog.locator('#reason-error').waitFor();
  expect(await dialog.locator('blockquote').textContent()).toBe('message 2');
  await dialog.locator('textarea').fill('It is about my soup');
  await dialog.locator('[type=submit]').click();
  await page.locator('.toast', { hasText: 'The moderators have been told.' }).waitFor();
  await dialog.waitFor({ state: 'detached' });
  expect(await reports()).toMatchObject([{ reports: [{ reason: 'It is about my soup' }] }]);
  // Once more is told in the dialog, and the keyboard is back where it was.
  await page.hover('#m2');
  await page.click('.message-toolbar [data-do=menu]');
  await page.click('.message-menu [data-do=report]');
  await dialog.locator('textarea').fill('Again');
  await dialog.locator('[type=submit]').click();
  await dialog.locator('#reason-error', { hasText: 'You have reported this message already.' }).waitFor();
  await dialog.locator('[data-close]').click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.id')).toBe('m2');
});

test('what was decided stands in the activity of whoever reported it', async () => {
  const { page } = anna;
  await chief.must('PATCH', `/api/reports/${(await reports())[0]!.id}`, { decision: 'dismissed' });
  await page.goto('/activity');
  await page.locator('.entry', { hasText: 'boris: you reported this, and it stays' }).waitFor();
});

test('without scripts: by the page of the message', async () => {
  const { page, context } = await somebody(server.url, { javaScriptEnabled: false });
  await page.goto('/chat/kitchen/3/keep');
  await page.fill('[name=username]', 'anna');
  await page.fill('[name=password]', defaultPassword);
  await page.click('main button[type=submit]');
  await page.click('text=Report…');
  await page.fill('[name=reason]', 'Not again');
  await page.click('main button[type=submit]');
  await page.locator('.notice', { hasText: 'The moderators have been told.' }).waitFor();
  await soon(async () => expect(await reports()).toMatchObject([{ reports: [{ reason: 'Not again' }] }]));
  await context.close();
});

test('a moderator sees at once how much waits, and on every page that newcomers cannot write', async () => {
  const mona = await member(server.url, 'mona');
  await server.database.query("update users set role = 'moderator' where username = 'mona'");
  const { page } = mona;
  await page.goto('/chat/kitchen');
  await page.locator('.people [data-user]').first().waitFor();
  await page.click('[popovertarget=me-menu]');
  const way = page.locator('.me-menu a[href="/admin/reports"]');
  await way.locator('.waiting-count', { hasText: '1' }).waitFor();
  await page.keyboard.press('Escape');
  await chief.must('PATCH', '/api/peace', { raidGuard: true });
  await page.locator('.raid-banner', { hasText: 'Newcomers cannot write.' }).waitFor();
  expect(await anna.page.locator('.raid-banner').count()).toBe(0);
  await page.click('.raid-banner');
  await page.click('.raid-guard button');
  await page.locator('text=Keep newcomers from writing').waitFor();
  expect(await chief.must('GET', '/api/peace')).toMatchObject({ raidGuard: false, open: 1 });
});
