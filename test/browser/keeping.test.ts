/** Pins and saved messages, as two people see them. */
import { afterAll, beforeAll, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';

let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  const { database } = server;
  const roomId = await addRoom(database, 'kitchen');
  await database.query('insert into memberships (room_id, user_id) select $1, id from users', [roomId]);
  await database.query(
    "update memberships set keeper = true where user_id = (select id from users where username = 'anna')",
  );
  for (const { page } of [anna, boris]) {
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  }
});
afterAll(() => server.close());

test('who looks after the room pins by the menu; what somebody saves is found again, with a note', async () => {
  await anna.page.fill('#text', 'The key is under the mat');
  await anna.page.press('#text', 'Enter');
  const message = anna.page.locator('#log .message:not(.pending)', { hasText: 'under the mat' });
  await message.waitFor();
  await message.hover();
  await anna.page.click('.message-toolbar [data-do=menu]');
  await anna.page.click('.message-menu [data-do=pin]');
  const seen = boris.page.locator('#log .message', { hasText: 'under the mat' });
  await seen.locator('.message-head .pinned', { hasText: 'pinned by anna' }).waitFor();
  await boris.page.locator('#log .tells', { hasText: 'pinned a message: #' }).waitFor();
  await boris.page.locator('.pins-button [data-pins]', { hasText: '1' }).waitFor();
  await seen.focus();
  await boris.page.keyboard.press('s');
  await boris.page.click('.toast-action');
  await boris.page.fill('dialog.question textarea', 'for the weekend');
  await boris.page.selectOption('dialog.question select', 'tomorrow');
  await boris.page.click('dialog.question .button-primary');
  await boris.page.locator('dialog.question').waitFor({ state: 'detached' });
  await boris.page.click('.sidebar a[href="/saved"]');
  const kept = boris.page.locator('.kept', { hasText: 'under the mat' });
  await kept.locator('.kept-note', { hasText: 'for the weekend' }).waitFor();
  await kept.locator('.kept-reminder', { hasText: 'You will be reminded' }).waitFor();
  await kept.locator('button[value=remove]').click();
  await kept.waitFor({ state: 'detached' });
});
