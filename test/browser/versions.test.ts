/** What a message said before it was edited, in the room and without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';

let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  for (const { page } of [anna, boris]) {
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
  }
});

afterAll(() => server.close());

test('“edited” leads to what was said before, with what changed; once the message is deleted that is in no window', async () => {
  const { page } = anna;
  await page.fill('#text', 'Tea at five');
  await page.press('#text', 'Enter');
  await page.locator('#log #m1').waitFor();
  await page.press('#text', 'ArrowUp');
  await page.fill('.message-editor textarea', 'Tea at six');
  await page.press('.message-editor textarea', 'Enter');
  const seen = boris.page.locator('#m1');
  await seen.locator('a.edited').click();
  const dialog = boris.page.locator('dialog.versions-dialog[open]');
  await dialog.locator('.version').nth(1).waitFor();
  expect(await dialog.locator('ins').textContent()).toBe('added: six');
  expect(await dialog.locator('del').textContent()).toBe('removed: five');
  expect(await dialog.locator('.version-text').nth(1).textContent()).toBe('Tea at five');
  await boris.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // The same as a page.
  const address = (await seen.locator('a.edited').getAttribute('href'))!;
  expect(address).toBe('/chat/kitchen/1/versions');
  const alone = await boris.context.newPage();
  await alone.goto(address);
  expect(await alone.locator('.version-text').allTextContents()).toEqual([
    'Tea at removed: fiveadded: six',
    'Tea at five',
  ]);
  await alone.close();
  // By keyboard: it is one of the things that can be done with the message.
  await seen.focus();
  await boris.page.keyboard.press('Enter');
  await boris.page.click('.message-menu [data-do=versions]');
  await dialog.locator('.version').nth(1).waitFor();
  await page.focus('#m1');
  await page.keyboard.press('Delete');
  await page.click('dialog[open] [data-do=delete]');
  await dialog.waitFor({ state: 'detached' });
  expect(await boris.page.content()).not.toContain('Tea at five');
});
