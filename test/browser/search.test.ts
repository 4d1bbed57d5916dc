/** The search at a browser: asked by keys alone, answered as it is typed, opened, and back where one was. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { violations } from '../support/accessibility.js';
import { close, member, type Person, untilTrue } from '../support/browser.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';
import { type FilesStage, filesStage } from './files-stage.js';

let stage: FilesStage;
let anna: Person;

beforeAll(async () => {
  stage = await filesStage('pests and blight', 'boris', 'olga');
  const { database, url } = stage.server;
  await stage.say('boris', 'The Sungold look tired. Is that cold or worse?');
  await stage.say('olga', 'Brown rings mean tomato blight, take the whole plant out.');
  await stage.say('boris', 'Out and burnt. A pity.');
  await stage.say('olga', 'Blight on my tomatoes', { name: 'tomato-blight.txt', bytes: 'Water: Friday' });
  const plots = await addRoom(database, 'plots');
  anna = await member(url, 'anna');
  const [boris] = await database.query<{ id: number }>("select id from users where username = 'boris'");
  await fillRoom(database, plots, boris!.id, 60);
  await database.query(`update messages set text = 'row ' || seq || ' of beans' where room_id = $1`, [plots]);
});

afterAll(() => stage.close());

const field = () => anna.page.locator('#q');
const hits = () => anna.page.locator('.hit');
const pills = () => anna.page.locator('.search-pill');
const press = async (...keys: string[]) => {
  for (const key of keys) await anna.page.keyboard.press(key);
};
const isAsked = (q: string) =>
  soon(() => Promise.resolve(expect(new URL(anna.page.url()).searchParams.get('q') ?? '').toBe(q)));
/** Lost where the page is loaded anew. */
const mark = () => anna.page.evaluate('window.isStillThere = true');
const isStillThere = () => anna.page.evaluate('window.isStillThere === true');

test('Ctrl K and Tab lead there with what was typed, arrows and Enter to a message, and back to the list', async () => {
  const { page } = anna;
  await page.goto('/chat/plots');
  await page.locator('#log .message').last().waitFor();
  await mark();
  await press('Control+k');
  await page.keyboard.type('blight');
  await page.locator('.switcher .option').first().waitFor();
  await press('Tab');
  await hits().nth(1).waitFor();
  await isAsked('blight');
  await page.locator('#q:focus').waitFor();
  await press('ArrowDown', 'ArrowDown');
  await page.locator('.hit:nth-child(2) .hit-open:focus').waitFor();
  await press('ArrowUp', 'ArrowDown', 'Enter');
  await page.locator('#log .message.is-target', { hasText: 'rings' }).waitFor();
  await page.locator('#way-back', { hasText: 'Back to the results' }).click();
  await page.locator('.hit:nth-child(2) .hit-open:focus').waitFor();
  await isAsked('blight');
  expect(await isStillThere()).toBe(true);
});

test('filters are completed and become pills, and Backspace, keys and the mouse take them away', async () => {
  const { page } = anna;
  await page.goto('/search?q=blight');
  await field().focus();
  await press('End');
  await page.keyboard.type(' fr');
  await page.locator('.search-options .option', { hasText: 'from:' }).waitFor();
  await press('Tab');
  await page.keyboard.type('ol');
  await page.locator('.search-options .option', { hasText: 'olga' }).waitFor();
  expect(await field().getAttribute('aria-expanded')).toBe('true');
  await press('ArrowDown', 'Enter');
  await pills()
    .filter({ hasText: /from.*olga/ })
    .waitFor();
  await isAsked('from:olga blight');
  await pills().locator('.avatar', { hasText: 'O' }).waitFor();
  // Typed to its end it is one, too; and so is what is asked for by its button.
  await page.keyboard.type('in:plots ');
  await pills().filter({ hasText: 'in plots' }).waitFor();
  await page.locator('.empty', { hasText: 'No message matches' }).waitFor();
  await page.locator('[data-adds="has:"]').click();
  await page.locator('.search-options .option', { hasText: 'picture' }).waitFor();
  await press('Escape', 'Control+a');
  await page.keyboard.type('blight');
  await press('Home', 'Backspace');
  await soon(async () => expect(await pills().count()).toBe(1));
  await isAsked('from:olga blight');
  await hits().nth(1).waitFor();
  await press('Home', 'ArrowLeft');
  await page.locator('.search-remove:focus').waitFor();
  expect(await violations(anna)).toEqual([]);
  await press('Delete');
  await isAsked('blight');
  await page.locator('#q:focus').waitFor();
  await page.locator('#search-fields summary').click();
  await page.locator('[name=has]').selectOption('file');
  await pills().filter({ hasText: 'has file' }).waitFor();
  await soon(async () => expect(await hits().count()).toBe(1));
  await page.locator('.search-remove').click();
  await soon(async () => expect(await hits().count()).toBe(2));
});

test('what is typed is answered without a press; a count leads into its room, and "back" to the step before', async () => {
  const { page } = anna;
  await page.goto('/search');
  await page.locator('.search-examples a').first().waitFor();
  await mark();
  await field().pressSequentially('beans');
  await hits().first().waitFor();
  await isAsked('beans');
  await page.locator('.beside-part a', { hasText: 'plots' }).first().click();
  await pills().filter({ hasText: 'in plots' }).waitFor();
  await page.locator('.found-orders a', { hasText: 'Best' }).click();
  await soon(() => Promise.resolve(expect(page.url()).toContain('order=best')));
  await page.goBack();
  await page.goBack();
  await soon(async () => expect(await pills().count()).toBe(0));
  expect(await isStillThere()).toBe(true);
});

test('scrolling down brings what is older; opened far down, back is at the same place', async () => {
  const { page } = anna;
  await page.goto('/search?q=beans');
  for (const rows of [20, 40, 60]) {
    await hits()
      .nth(rows - 1)
      .waitFor({ state: 'attached' });
    await page.evaluate("document.getElementById('search-scroll').scrollTo(0, 1e6)");
  }
  await soon(async () => expect(await page.locator('#more-hits').count()).toBe(0));
  const hit = hits().filter({ has: page.locator('.hit-said', { hasText: 'row 7 of beans' }) });
  await hit.locator('.hit-open').focus();
  const before = await page.evaluate<number>("document.getElementById('search-scroll').scrollTop");
  expect(before).toBeGreaterThan(1_000);
  await press('Enter');
  await page.locator('#log .message.is-target', { hasText: 'row 7 of beans' }).waitFor();
  await page.goBack();
  await hit.locator('.hit-open:focus').waitFor();
  await untilTrue(page, `Math.abs(document.getElementById('search-scroll').scrollTop - ${before}) < 4`);
});

test('a room’s heading leads into a search of that room, and its menu on a phone', async () => {
  const { page } = anna;
  await page.goto('/chat/pests%20and%20blight');
  await page.locator('.search-button').click();
  await pills().filter({ hasText: 'in pests and blight' }).waitFor();
  await field().pressSequentially('tomato');
  await soon(async () => expect(await hits().count()).toBe(2));
  const phone = await member(stage.server.url, 'anna', {
    viewport: { width: 390, height: 844 },
    ...{ hasTouch: true, isMobile: true },
  });
  await phone.page.goto('/chat/pests%20and%20blight');
  await phone.page.locator('.room-menu-button').tap();
  await phone.page.locator('#room-menu a', { hasText: 'Search in this room' }).tap();
  await phone.page.locator('#q').fill('blight');
  await phone.page.locator('.hit').nth(1).waitFor();
  await untilTrue(phone.page, 'document.documentElement.scrollWidth <= 390');
  expect(await violations(phone)).toEqual([]);
  const cross = (await phone.page.locator('.search-remove').boundingBox())!;
  await phone.page.touchscreen.tap(cross.x + cross.width / 2, cross.y + cross.height + 4);
  await phone.page.locator('.search-pill').waitFor({ state: 'detached' });
  await phone.page.locator('.hit-open').first().tap();
  await phone.page.locator('#log .message.is-target').waitFor();
  await phone.page.locator('#way-back').tap();
  await phone.page.locator('.hit').first().waitFor();
  expect(phone.complaints).toEqual([]);
  await close(phone.context);
});

test.each(['after', 'since', 'дата'])('days of %s: begin where the reader is', async (key) => {
  const traveller = await member(stage.server.url, 'anna', { timezoneId: 'Pacific/Kiritimati' });
  const noon = await stage.say('boris', `noon in ${key}`);
  // In Greenwich the first of March, there the second already.
  await stage.server.database.query('update messages set created_at = $2 where id = $1', [
    noon.id,
    '2024-03-01T12:00:00Z',
  ]);
  const day = key === 'дата' ? '2024-03-02' : '2024-03-01';
  await traveller.page.goto(`/search?q=${encodeURIComponent(`noon ${key}:${day}`)}`);
  await traveller.page.locator('.hit-said', { hasText: `noon in ${key}` }).waitFor();
  await close(traveller.context);
});

test('without scripts the fields do it, at 320 pixels', async () => {
  const { page } = await member(stage.server.url, 'anna', {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  });
  await page.goto('/chat/');
  await page
    .locator('noscript >> text=Search')
    .first()
    .click({ timeout: 2_000 })
    .catch(() => page.goto('/search'));
  await page.fill('#q', 'blight');
  const box = (await page.locator('#search-box').boundingBox())!;
  expect(box.x + box.width).toBeLessThanOrEqual(320);
  await page.locator('#search-fields summary').click();
  await page.fill('[name=from]', 'olga');
  await page.locator('.search-choices button').click();
  await page.locator('.search-pill', { hasText: /from.*olga/ }).waitFor();
  await page.locator('.search-remove').click();
  await page.locator('.search-pill').waitFor({ state: 'detached' });
  await page.locator('.hit-open').last().click();
  await page.locator('#log .message', { hasText: 'rings' }).waitFor();
  await close(page.context());
});

test('what people wrote breaks out of nothing', async () => {
  const { page } = anna;
  const boris = new Visitor(stage.server.url);
  await boris.signIn('boris');
  const text = `</mark><img src=x onerror="document.title='broken'"> שלום pumpkin`;
  await boris.post('/chat/plots/messages', { text, clientId: crypto.randomUUID() });
  await page.goto('/search?q=');
  await field().fill('pumpkin <script>alert(1)</script>');
  await page.locator('.empty').waitFor();
  await field().fill('שלום pumpkin');
  await page.locator('.hit mark', { hasText: 'pumpkin' }).waitFor();
  expect(await hits().first().textContent()).toContain(text);
  expect(await page.locator('.hit img').count()).toBe(0);
  expect(anna.complaints).toEqual([]);
});
