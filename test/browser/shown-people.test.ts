/** Somebody takes another name: whoever looks sees it where they look, and whoever was away when they are back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member } from '../support/browser.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
});

afterAll(() => server.close());

test('a new name stands on what was said, on quotes, in lists and in conversations, at once and after a line that broke', async () => {
  const boris = new Visitor(server.url);
  await boris.register('boris');
  await boris.post('/chat/', { room: 'kitchen' });
  await boris.post('/chat/kitchen/messages', { text: 'tea is ready', clientId: crypto.randomUUID() });
  const anna = await member(server.url, 'anna');
  const { page } = anna;
  await page.goto('/chat/kitchen');
  await page.locator('#text').fill('/pm boris hello');
  await page.keyboard.press('Enter');
  await page.locator('.sidebar [data-direct]', { hasText: 'boris' }).waitFor();
  const rename = (displayName: string) => boris.post('/account/you', { displayName });
  await rename('Boris K.');
  await page.locator('.message .author', { hasText: 'Boris K.' }).first().waitFor();
  await page.locator('.message > .avatar', { hasText: 'BK' }).first().waitFor();
  await page.locator('.sidebar [data-direct]', { hasText: 'Boris K.' }).waitFor();
  await anna.context.setOffline(true);
  await rename('Boris the Cook');
  await anna.context.setOffline(false);
  await page.locator('.message .author', { hasText: 'Boris the Cook' }).first().waitFor();
  expect(await page.locator('.message .author', { hasText: 'Boris K.' }).count()).toBe(0);
});
