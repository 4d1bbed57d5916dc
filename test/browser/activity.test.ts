/** What was meant for somebody: it comes by itself, is read everywhere at once, and leads to where it was said. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { violations } from '../support/accessibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['kitchen', 'garden']) await addRoom(server.database, name);
  boris = new Visitor(server.url);
  await boris.register('boris');
  for (const room of ['kitchen', 'garden']) await boris.post(`/chat/${room}/join`);
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

const say = (text: string) => boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
const rows = ({ page }: Pick<Person, 'page'>) => page.locator('.entry');
const bell = ({ page }: Pick<Person, 'page'>) => page.locator('[data-bell]');
const isNew = async (person: Pick<Person, 'page'>, count: number) => {
  const label = count > 0 ? `Activity, ${count} new` : 'Activity';
  await soon(async () => expect(await bell(person).getAttribute('aria-label')).toBe(label));
};
/** Lost where the page is loaded anew. */
const mark = (page: Person['page']) => page.evaluate('window.isStillThere = true');
const isStillThere = (page: Person['page']) => page.evaluate('window.isStillThere === true');

test('nothing yet leads to the rooms; then it comes, and is read in every tab with one press', async () => {
  const { page, context } = anna;
  await page.goto('/activity');
  await page.getByText('Nothing was meant for you yet').waitFor();
  const elsewhere = { page: await context.newPage() };
  await elsewhere.page.goto('/chat/garden');
  await say('@anna could you take the minutes?');
  await rows(anna).filter({ hasText: 'boris mentioned you in kitchen' }).waitFor();
  expect(await page.locator('#activity-new').textContent()).toBe('1 new');
  expect(await page.locator('#activity-list .list-title').textContent()).toBe('Today');
  const pill = elsewhere.page.locator('#direct-list [data-room] .badge', { hasText: '@' });
  await pill.waitFor();
  await isNew(elsewhere, 1);
  await page.locator('.entry-read').click();
  await isNew(anna, 0);
  await isNew(elsewhere, 0);
  await pill.waitFor({ state: 'detached' });
  // The list follows within a second.
  await soon(async () => expect(await page.locator('.entry.is-new').count()).toBe(0));
  await elsewhere.page.close();
});

test('what comes between a page and its connection is at its bell all the same', async () => {
  const late = await member(server.url, 'late', { serviceWorkers: 'block' });
  let letIn: (() => void) | undefined;
  await late.page.route('**/js/chat-*', async (route) => {
    await new Promise<void>((go) => (letIn = go));
    await route.continue();
  });
  await late.page.goto('/chat/garden', { waitUntil: 'commit' });
  await eventually(() => letIn !== undefined, 'no script was asked for');
  await say('@late while you arrive');
  await eventually(
    async () => (await server.database.query('select from activity where read_at is null')).length > 0,
    'nobody was told',
  );
  expect(await bell(late).getAttribute('aria-label')).toBe('Activity');
  letIn!();
  await isNew(late, 1);
  await close(late.context);
});

test('a row leads to its message and is read with that; back leads to the list, without loading anything anew', async () => {
  const { page } = anna;
  await say('@anna once more');
  await mark(page);
  await rows(anna).first().filter({ hasText: 'once more' }).locator('a').click();
  const message = page.locator('#log .message.mentions-me', { hasText: 'once more' });
  await message.waitFor();
  await isNew(anna, 0);
  // The list is not there any more, and what comes is none of its business.
  await say('@anna and here');
  await page.locator('#log .message.mentions-me', { hasText: 'and here' }).waitFor();
  await isNew(anna, 0);
  expect(anna.complaints).toEqual([]);
  await page.goBack();
  await rows(anna).first().waitFor();
  expect(await isStillThere(page)).toBe(true);
});

test('G A leads there from a message, and a G that leads nowhere is written', async () => {
  const { page } = anna;
  await page.goto('/chat/kitchen');
  await mark(page);
  await page.keyboard.press('Shift');
  await page.locator('#log .message[tabindex]').last().focus();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await soon(async () => expect(await page.inputValue('#text')).toBe('go'));
  await page.fill('#text', '');
  await page.locator('#log .message[tabindex]').last().focus();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await rows(anna).first().waitFor();
  expect(await isStillThere(page)).toBe(true);
  expect(page.url()).toBe(`${server.url}/activity`);
});

test('whoever was away is led to where they stopped, and to what was changed; put away, it is gone', async () => {
  const { page } = anna;
  await say('while she was away');
  await boris.post('/chat/garden/messages', { text: 'and here', clientId: crypto.randomUUID() });
  await server.database.query(
    "update last_here set away_from = now() - interval '3 hours', back_at = now() from users where id = user_id and username = 'anna'",
  );
  await page.goto('/activity');
  await page
    .locator('#away summary')
    .filter({ hasText: /\d in kitchen/ })
    .click();
  expect(await violations(anna)).toEqual([]);
  await page.locator('.away-rooms a', { hasText: 'kitchen' }).click();
  await page.locator('#log .message.is-target').waitFor();
  await page.goto('/chat/');
  await page.locator('#away summary').click();
  await page.locator('#away button').click();
  await page.waitForURL('**/chat/');
  expect(await page.locator('#away').count()).toBe(0);
});

test('on a phone nothing is cut off, in both themes everything can be read, and the bell is behind the menu', async () => {
  await say('@anna on your phone');
  const phone = await member(server.url, 'anna', { viewport: { width: 320, height: 640 } });
  await phone.page.goto('/activity');
  await rows(phone).first().waitFor();
  expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  for (const colorScheme of ['light', 'dark'] as const) {
    await phone.page.emulateMedia({ colorScheme });
    expect(await violations(phone)).toEqual([]);
  }
  await phone.page.click('.rooms-button');
  await isNew(phone, 1);
  await phone.context.close();
});

test('without scripts a look changes nothing, and a button says what was read', async () => {
  const plain = await member(server.url, 'anna', { javaScriptEnabled: false });
  await plain.page.goto('/activity');
  await plain.page.click('#only-new');
  expect(await rows(plain).count()).toBe(1);
  await plain.page.click('.activity-filters [data-kind=reaction]');
  await plain.page.getByText('Nothing new').waitFor();
  await plain.page.goto('/activity?unread=true');
  await plain.page.click('.entry-read');
  await plain.page.getByText('Nothing new').waitFor();
  expect(await bell(plain).getAttribute('aria-label')).toBe('Activity');
  await plain.context.close();
  expect(anna.complaints).toEqual([]);
});
