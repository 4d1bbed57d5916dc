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

test('what is edited has the name that was written', async () => {
  const { page } = anna;
  await page.locator('#text').fill('');
  await page.locator('#text').press('ArrowUp');
  expect(await page.locator('.message-editor textarea').inputValue()).toContain('@boris');
  await page.keyboard.press('Escape');
});
