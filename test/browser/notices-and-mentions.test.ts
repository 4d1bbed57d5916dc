/** Who came and went, folded and quiet; whom a message means; times in the margin. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  boris = new Visitor(server.url);
  await boris.register('boris');
  anna = await member(server.url, 'Anna', { locale: 'en-US' });
  await enter(anna);
});

afterAll(() => server.close());

async function enter({ page }: Person): Promise<void> {
  await page.goto('/chat/kitchen');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
}

const say = (text: string) => boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
const bare = (text: string | null) => text?.replace(/[\u2066-\u2069]/g, '');

test('five people come: one quiet line; whoever goes again within it has not come', async () => {
  const tabs = [];
  for (const name of ['ada', 'ben', 'cid', 'dan', 'eve']) {
    const visitor = new Visitor(server.url);
    await visitor.register(name);
    const tab = await Tab.open(server.url, visitor.cookieHeader);
    await tab.join('kitchen');
    tabs.push(tab);
  }
  const line = anna.page.locator('.notice-line');
  await line.filter({ hasText: '3 others came in' }).waitFor();
  expect(bare(await line.textContent())).toBe('ada, ben and 3 others came in');
  expect(await line.count()).toBe(1);
  expect(await line.getAttribute('aria-live')).toBe('off');
  for (const tab of tabs.slice(1)) tab.close();
  await soon(async () => expect(bare(await line.textContent())).toBe('ada came in'));
  await say('a message ends the line');
  await anna.page.locator('#log .message', { hasText: 'ends the line' }).waitFor();
  tabs[0]!.close();
  await line.nth(1).waitFor();
  expect(bare(await line.nth(1).textContent())).toBe('ada stepped out');
  expect(bare(await line.nth(0).textContent())).toBe('ada came in');
});

test.each([
  ['Good morning, @anna!', true],
  ['@ANNA: see above.', true],
  ['**bold @Anna**', true],
  ['mail me at boris@anna.example', false],
  ['@annabel and @anna2 are others', false],
  ['code: `@anna`', false],
  ['thanks, @anna.', true],
])('%s means Anna: %s, by the server’s page and live', async (text, isMeant) => {
  await say(text);
  const live = anna.page.locator('#log .message').last();
  await live.filter({ hasText: text.replace(/[*`]/g, '') }).waitFor();
  expect(/mentions-me/.test((await live.getAttribute('class'))!)).toBe(isMeant);
  const visible = await live.locator('.message-text').textContent();
  const id = await live.getAttribute('data-id');
  await enter(anna);
  const rendered = anna.page.locator(`#log [data-id="${id}"]`);
  await soon(async () => expect(/mentions-me/.test((await rendered.getAttribute('class'))!)).toBe(isMeant));
  expect(await rendered.locator('.message-text').textContent()).toBe(visible);
});

test('a mention beside markup stays text', async () => {
  const markup = `@anna <img src=x onerror="document.title='owned'"> @<b>anna</b>`;
  await say(markup);
  await say(`**formatted** ${markup}`);
  const texts = anna.page.locator('#log .message-text', { hasText: 'onerror' });
  await texts.nth(1).waitFor();
  expect(await texts.nth(0).textContent()).toBe(markup);
  expect(await anna.page.locator('#log img, #log b').count()).toBe(0);
});

test('with a clock of twelve hours the time in the margin takes one line, and makes no row taller', async () => {
  await say('x');
  await say('y');
  const row = anna.page.locator('#log .message').last();
  await row.filter({ hasText: 'y' }).waitFor();
  const plain = (await row.locator('.message-text').boundingBox())!;
  const before = (await row.boundingBox())!;
  await row.hover();
  const time = row.locator('.message-time');
  expect(await time.textContent()).toMatch(/\d (AM|PM)/);
  expect((await row.boundingBox())!.height).toBe(before.height);
  expect((await time.boundingBox())!.height).toBeLessThanOrEqual(plain.height + 1);
  const left = (await time.boundingBox())!.x;
  expect(left).toBeGreaterThan((await anna.page.locator('#log-scroll').boundingBox())!.x);
});

test('nothing complained', () => {
  expect(anna.complaints).toEqual([]);
});
