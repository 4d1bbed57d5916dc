/** What is typed into the switcher finds messages and files, too: by keys, on a phone, and whatever the network does. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { violations } from '../support/accessibility.js';
import { close, member, type Person, untilTrue } from '../support/browser.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { type FilesStage, filesStage } from './files-stage.js';

let stage: FilesStage;
let anna: Person;
/** Of what the server was asked to search for, in this test. */
let asked: string[];

beforeAll(async () => {
  stage = await filesStage('seed swap', 'boris', 'olga');
  const { database, url } = stage.server;
  const [boris] = await database.query<{ id: number }>("select id from users where username = 'boris'");
  await addRoom(database, 'old tools', { members: [boris!] });
  anna = await member(url, 'anna');
  for (const row of [1, 2, 3, 4, 5]) await stage.say('olga', `row ${row} of **tomatillo**`);
  await stage.say('boris', 'The list', { name: 'tomatillo-list.txt', bytes: 'Green, purple' });
  await stage.say('boris', `${'As long as the beans are not up. '.repeat(4)}Then medlar jam`);
  // Somebody else’s: it has the word, and nobody here may know.
  const closed = await addRoom(database, 'behind doors', { access: 'private', members: [boris!] });
  await fillRoom(database, closed, Number(boris!.id), 1);
  await database.query("update messages set text = 'tomatillo in secret' where room_id = $1", [closed]);
  anna.page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/search') asked.push(searchParams.get('q')!);
  });
});

afterAll(() => stage.close());

beforeEach(async () => {
  asked = [];
  await anna.page.goto('/chat/seed%20swap');
  await anna.page.locator('#log .message').last().waitFor();
});

const section = (name: string, page = anna.page) =>
  page.locator(`.switcher [role=group][aria-label="${name}"] .option`);
const chosen = () => anna.page.locator('.switcher [aria-selected=true]');
const press = async (...keys: string[]) => {
  for (const key of keys) await anna.page.keyboard.press(key);
};
const find = async (text: string, page = anna.page) => {
  await page.keyboard.press('Control+k');
  await page.locator('.switcher input').waitFor();
  await page.keyboard.type(text);
};
const isSearched = (page: Page, q: string) =>
  soon(() => Promise.resolve(expect(new URL(page.url()).searchParams.get('q')).toBe(q)));

test('the newest three, marked, and how many there are; an arrow and Enter open one, and of a closed room none', async () => {
  await find('tomatillo');
  await section('Messages').nth(3).waitFor();
  expect(await section('Messages').count()).toBe(4);
  expect(await section('Messages').first().textContent()).toBe('All 6');
  await section('Messages')
    .nth(1)
    .filter({ hasText: /boris.*seed swap.*The list/ })
    .waitFor();
  await section('Messages')
    .nth(2)
    .filter({ hasText: 'row 5 of tomatillo' })
    .locator('mark', { hasText: 'tomatillo' })
    .waitFor();
  expect(await anna.page.textContent('.switcher')).not.toContain('secret');
  await press('ArrowDown', 'ArrowDown', 'Enter');
  await anna.page.locator('#log .message.is-target', { hasText: 'row 5' }).waitFor();
});

test('its name says what it does, a room says how many are in it, and making one that it asks first', async () => {
  await find('old');
  await anna.page.getByRole('dialog', { name: 'Go to or search' }).waitFor();
  await anna.page.getByRole('combobox', { name: 'Go to or search' }).waitFor();
  await section('Rooms').filter({ hasText: 'old tools' }).filter({ hasText: '2 members' }).waitFor();
  const making = anna.page.getByRole('option', { name: /^Make a room called .?old.?… It asks first/ });
  expect(await making.getAttribute('aria-selected')).toBe('false');
  await making.click();
  await anna.page.getByRole('dialog', { name: 'Make a room called' }).waitFor();
});

test('where nothing is called so, Enter leads to all of them, before the answer and after it', async () => {
  await find('tomatillo');
  await chosen().filter({ hasText: 'Search messages' }).waitFor();
  await chosen().filter({ hasText: 'All 6' }).waitFor();
  await press('Enter');
  await isSearched(anna.page, 'tomatillo');
  await anna.page.locator('.hit').nth(5).waitFor();
});

test('a line shows what was found in it, however late that is', async () => {
  await find('medlar');
  const line = section('Messages').nth(1).locator('mark', { hasText: 'medlar' });
  const [mark, list] = await Promise.all([
    line.boundingBox(),
    anna.page.locator('#destinations').boundingBox(),
  ]);
  expect(mark!.x + mark!.width).toBeLessThan(list!.x + list!.width);
});

test('a file is found by its name, and leads to its message; arrows run over all, from the last to the first', async () => {
  await find('tomatillo');
  await section('Files').filter({ hasText: 'tomatillo-list.txt' }).waitFor();
  await press('ArrowUp', 'ArrowUp');
  await chosen().filter({ hasText: 'tomatillo-list.txt' }).waitFor();
  expect(await anna.page.locator('.switcher input').getAttribute('aria-activedescendant')).toBe(
    await chosen().getAttribute('id'),
  );
  await press('Enter');
  await anna.page.locator('#log .message.is-target', { hasText: 'The list' }).waitFor();
});

test('what was chosen stays chosen when more is found, no text is asked for twice, and a late answer is dropped', async () => {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await anna.page.route('**/api/search?**', async (route) => {
    await held;
    await route.continue();
  });
  await find('tomatillo');
  await soon(() => Promise.resolve(expect(asked).toEqual(['tomatillo'])));
  await press('ArrowUp');
  await chosen().filter({ hasText: 'Make a room' }).waitFor();
  letThrough();
  await section('Files').first().waitFor();
  await chosen().filter({ hasText: 'Make a room' }).waitFor();
  await anna.page.keyboard.type('x');
  await section('Messages').first().waitFor({ state: 'detached' });
  await press('Backspace');
  await section('Messages').nth(3).waitFor();
  await anna.page.keyboard.type(' row');
  await section('Messages').filter({ hasText: 'All 5' }).waitFor();
  expect(new Set(asked).size).toBe(asked.length);
  await anna.page.unroute('**/api/search?**');
});

test('without an answer rooms and people are there as ever', async () => {
  const { page, complaints, context } = await member(stage.server.url, 'anna');
  await page.goto('/chat/seed%20swap');
  await page.keyboard.press('Shift');
  await page.locator('#log .message').last().waitFor();
  let refused = 0;
  await page.route('**/api/search?**', (route) => {
    refused++;
    return refused === 1 ? route.fulfill({ status: 429, body: '{}' }) : route.abort();
  });
  await find('seed', page);
  await soon(() => Promise.resolve(expect(refused).toBe(1)));
  await page.keyboard.type(' s');
  await soon(() => Promise.resolve(expect(refused).toBe(2)));
  await section('Rooms', page).filter({ hasText: 'seed swap' }).waitFor();
  await page.locator('.switcher .option', { hasText: 'Search messages' }).waitFor();
  expect(await page.locator('.toast:not(:empty)').count()).toBe(0);
  expect(complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
  await close(context);
});

test.each([390, 320])(
  'on a phone of %i pixels chips say how much there is, and lead there',
  async (width) => {
    const phone = await member(stage.server.url, 'anna', {
      viewport: { width, height: 844 },
      ...{ hasTouch: true, isMobile: true, colorScheme: 'dark', reducedMotion: 'reduce' },
    });
    const { page } = phone;
    await page.goto('/chat/seed%20swap');
    await page.locator('.rooms-button').tap();
    await page.locator('[data-shows=switcher]').tap();
    await page.locator('.switcher input').fill('ol');
    await section('Rooms', page).filter({ hasText: 'old tools' }).waitFor();
    const chips = page.locator('.switcher-chips .filter-pill');
    await chips.filter({ hasText: 'People 1' }).tap();
    await section('Rooms', page).first().waitFor({ state: 'detached' });
    await section('People', page).filter({ hasText: 'olga' }).waitFor();
    await chips.filter({ hasText: 'Go to' }).tap();
    await page.locator('.switcher input').fill('tomatillo');
    await section('Files', page).first().waitFor();
    expect(await violations(phone)).toEqual([]);
    await untilTrue(page, `document.documentElement.scrollWidth <= ${width}`);
    // The cross takes away what is typed, and then the sheet.
    await page.locator('.switcher .search-clear').tap();
    await chips.first().waitFor({ state: 'hidden' });
    await page.locator('.switcher input:focus').fill('tomatillo');
    await chips.filter({ hasText: 'Messages 6' }).tap();
    await isSearched(page, 'tomatillo');
    expect(phone.complaints).toEqual([]);
    await close(phone.context);
  },
);

test('no page complained, and a wide screen has no chips', async () => {
  await find('tomatillo');
  await section('Files').first().waitFor();
  expect(await anna.page.locator('.switcher-chips').isVisible()).toBe(false);
  expect(anna.complaints).toEqual([]);
});
