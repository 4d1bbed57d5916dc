/** A keeper makes a room with people in it, and invites another by the panel of people, while these look on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member } from '../support/browser.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});
afterAll(() => server.close());

test('people are completed by name, brought in several at once, and find the room in their list', async () => {
  const [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  await member(server.url, 'clara');
  const { page } = anna;
  await page.goto('/chat/');
  await boris.page.goto('/chat/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('orchard');
  await page.getByText('Make a room called').first().click();
  const making = page.locator('.question');
  await making.getByLabel('Topic').fill('Apples');
  await making.getByLabel('Who is in from the first?').pressSequentially('boris');
  await page.keyboard.press('Enter');
  await making.getByRole('button', { name: 'Take boris out again' }).waitFor();
  await making.getByRole('button', { name: 'Make the room' }).click();
  await page.waitForURL('**/chat/orchard');
  await page.locator('.tells', { hasText: 'brought \u2068boris\u2069 into this room' }).waitFor();
  await boris.page.locator('a[href="/chat/orchard"]').first().waitFor();
  await page.locator('[data-invite]').click();
  const inviting = page.locator('.question');
  await inviting.getByLabel('Whom?').pressSequentially('clara');
  await page.keyboard.press('Enter');
  await inviting.getByRole('button', { name: 'Take clara out again' }).waitFor();
  await inviting.getByRole('button', { name: 'Bring them in' }).click();
  await page.locator('.tells', { hasText: 'clara' }).waitFor();
  await inviting.waitFor({ state: 'detached' });
  const rows = await server.database.query('select from memberships');
  expect(rows).toHaveLength(3);
});
