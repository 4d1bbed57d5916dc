/** Somebody takes another username: what was written to them before still calls them, by the name they have now. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Renames } from '../../src/server/auth/accounts/renames.service.js';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Person;
let ids: Record<string, number>;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  const rows = await server.database.query<{ id: number; username: string }>(
    'select id, username from users',
  );
  ids = Object.fromEntries(rows.map(({ id, username }) => [username, id]));
  await addRoom(server.database, 'kitchen', { members: rows });
  const visitor = new Visitor(server.url);
  await visitor.signIn('anna');
  for (const text of ['ask @boris.', 'and `@boris` is code', '**dear** @boris, and @nobody.here'])
    await visitor.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
});

afterAll(() => server.close());

const give = (name: string) => server.app.get(Renames).give(commandLine, ids.boris!, name);
const pill = ({ page }: Person, name: string) => page.locator('#log a.mention', { hasText: `@${name}` });

test('his name of now stands in old texts: live for whoever looks, after a reload, and for whoever was away', async () => {
  for (const { page } of [anna, boris]) await page.goto('/chat/kitchen');
  await anna.page.locator('#log .mention', { hasText: '@boris' }).nth(1).waitFor();
  await give('bo.the.cook');
  for (const who of [anna, boris]) await pill(who, 'bo.the.cook').nth(1).waitFor();
  // In code, and of nobody, it stays as it was written.
  expect(await anna.page.locator('#log code').innerText()).toBe('@boris');
  await anna.page.locator('#log .mention', { hasText: '@nobody.here' }).waitFor();
  // It calls him still.
  expect(await boris.page.locator('#log a.mention.is-me').count()).toBe(2);
  await anna.context.setOffline(true);
  await give('chef');
  await anna.context.setOffline(false);
  await pill(anna, 'chef').nth(1).waitFor();
  await anna.page.reload();
  await pill(anna, 'chef').nth(1).waitFor();
  expect(await pill(anna, 'chef').first().getAttribute('href')).toBe('/people/chef');
  expect(await pill(anna, 'chef').first().getAttribute('title')).toBe('@boris');
});

test('quotes, what a search finds, the switcher and activity say it, too, live and after a reload', async () => {
  const { page } = anna;
  const answer = page.locator('#log .message', { hasText: 'Asked, and seen' });
  await page.goto('/chat/kitchen');
  await page.locator('#log .message', { hasText: 'ask @' }).hover();
  await page.locator('.message-toolbar [data-do=reply]').click();
  await page.locator('#answering [data-what]', { hasText: 'ask @chef.' }).waitFor();
  await page.fill('#text', 'Asked, and seen');
  await page.keyboard.press('Enter');
  await answer.locator('.quote-text', { hasText: 'ask @chef.' }).waitFor();
  await give('cook');
  await answer.locator('.quote-text', { hasText: 'ask @cook.' }).waitFor();
  await pill(anna, 'cook').nth(1).waitFor();
  await page.reload();
  await answer.locator('.quote-text', { hasText: 'ask @cook.' }).waitFor();
  await page.goto('/search?q=dear');
  await page.locator('.hit', { hasText: 'dear @cook' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.locator('.switcher input').fill('dear');
  await page.locator('.switcher .option', { hasText: 'dear @cook' }).waitFor();
  await page.keyboard.press('Escape');
  const entry = boris.page.locator('.entry-text .mention.is-me', { hasText: '@cook' });
  await boris.page.goto('/activity');
  await entry.first().waitFor();
  // What his browser makes of it again says the same.
  await anna.page.goto('/chat/kitchen');
  await anna.page.fill('#text', '@boris once more');
  await anna.page.keyboard.press('Enter');
  await boris.page.locator('.entry-text', { hasText: '@cook once more' }).waitFor();
  await give('chef');
});

test('what is edited has the name that was written', async () => {
  const { page } = anna;
  await page.locator('#text').fill('');
  await page.locator('#text').press('ArrowUp');
  expect(await page.locator('.message-editor textarea').inputValue()).toContain('@boris');
  await page.keyboard.press('Escape');
});
