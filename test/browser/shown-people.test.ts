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

test('faces and names of answers, activity, last words and groups follow wherever one looks, without a reload', async () => {
  const boris = new Visitor(server.url);
  await boris.signIn('boris');
  const dora = await member(server.url, 'dora');
  const { page } = dora;
  await page.goto('/chat/kitchen');
  await page.locator('#text').fill('who has sugar?');
  await page.keyboard.press('Enter');
  await page.locator('#log .message', { hasText: 'who has sugar?' }).waitFor();
  const rows = await server.database.query<{ id: number; seq: number }>(
    `select id, seq from messages where text = 'who has sugar?'`,
  );
  const answer = { text: '@dora I have', clientId: crypto.randomUUID() };
  await boris.post(`/chat/kitchen/thread/${rows[0]!.seq}/messages`, answer);
  const ids = await server.database.query<{ username: string; id: number }>('select username, id from users');
  const idOf = (name: string) => ids.find(({ username }) => username === name)!.id;
  const made = await boris.request(
    'POST',
    '/api/groups',
    JSON.stringify({ people: [idOf('anna'), idOf('dora')] }),
    { 'content-type': 'application/json', 'x-csrf-token': await boris.csrfToken() },
  );
  const rename = (displayName: string) => boris.post('/account/you', { displayName });
  await rename('Zed Quill');
  const face = (selector: string, initials: string) =>
    page.locator(`${selector} .avatar`, { hasText: initials }).first().waitFor();
  await face('#log .replies', 'ZQ');
  expect(made.status).toBe(201);
  await face('.sidebar .group-faces', 'ZQ');
  await page.goto('/activity');
  await face('.entry', 'ZQ');
  await rename('Yan Plum');
  await face('.entry', 'YP');
  await page.locator('.entry-name', { hasText: 'Yan Plum' }).first().waitFor();
  await page.goto('/chat/');
  await page.locator('.last-words bdi', { hasText: 'Yan Plum' }).first().waitFor();
  await rename('Xenia Oak');
  await page.locator('.last-words bdi', { hasText: 'Xenia Oak' }).first().waitFor();
});
