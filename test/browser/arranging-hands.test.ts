/** Rooms are put where they belong by each hand there is: a mouse and keys in each browser, a finger; the window beside shows it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

let server: TestApp;
const rooms: Record<string, number> = {};
const names = ['ash', 'birch', 'cedar', 'elm'];

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of names) rooms[name] = await addRoom(server.database, name);
});

afterAll(() => server.close());

const row = (page: Page, name: string) => page.locator(`.room-lists li[data-room="${rooms[name]}"] a`);
const standing = (page: Page, section = 'rooms') =>
  page.locator(`.room-lists > [data-section="${section}"] li .room-name`).allTextContents();
const is = (page: Page, wanted: string[], section?: string) =>
  soon(async () => expect(await standing(page, section)).toEqual(wanted));

/** Sorted by hand, with a section of their own; opened in a page where what comes later is there. */
async function arranged({ context, page }: Person): Promise<string> {
  const [, token] = /name="csrf-token" content="([^"]+)"/.exec(
    await (await context.request.get('/chat/ash')).text(),
  )!;
  const headers = { 'x-csrf-token': token!, origin: server.url };
  await context.request.patch('/api/me/sidebar', { headers, data: { order: 'hand' } });
  const made = await context.request.post('/api/me/sections', { headers, data: { name: 'Trees' } });
  await open(page);
  return String(((await made.json()) as { id: number }).id);
}

async function open(page: Page): Promise<void> {
  await page.goto('/chat/ash');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  await page.press('#text', 'Shift');
  await page.locator('.room-lists a[tabindex="-1"]').first().waitFor({ state: 'attached' });
}

inEachBrowser('With a mouse and keys', (browser) => {
  let person: Person;
  let other: Page;
  let section: string;

  beforeAll(async () => {
    person = await member(server.url, `anna-${browser}`, { browser, colorScheme: 'dark' });
    section = await arranged(person);
    other = await person.context.newPage();
    await open(other);
  });

  test('keys move it, step by step, as the focus stays on it', async () => {
    const { page } = person;
    await row(page, 'birch').focus();
    await page.keyboard.press('Control+Shift+ArrowUp');
    for (const one of [page, other]) await is(one, ['birch', 'ash', 'cedar', 'elm']);
    await page.keyboard.press('Control+Shift+ArrowDown');
    for (const one of [page, other]) await is(one, names);
    expect(person.complaints).toEqual([]);
  });

  // Whoever drives Firefox here cannot have it drag anything.
  if (browser === 'Firefox') return;

  test('a room is dragged to a place, marked while it is over it, and into a section', async () => {
    const { page } = person;
    const [elm, birch] = [await row(page, 'elm').boundingBox(), await row(page, 'birch').boundingBox()];
    await page.mouse.move(elm!.x + 40, elm!.y + elm!.height / 2);
    await page.mouse.down();
    await page.mouse.move(birch!.x + 44, birch!.y + 12, { steps: 5 });
    await page.mouse.move(birch!.x + 42, birch!.y + 4, { steps: 2 });
    await page.locator('.room-lists li.drops-before', { hasText: 'birch' }).waitFor();
    await page.mouse.up();
    for (const one of [page, other]) await is(one, ['ash', 'elm', 'birch', 'cedar']);
    expect(await page.locator('.drops-before').count()).toBe(0);
    await row(page, 'cedar').dragTo(page.locator(`[data-section="${section}"] summary`));
    for (const one of [page, other]) await is(one, ['cedar'], section);
    expect(person.complaints).toEqual([]);
  });
});

test('a finger that has rested on a room takes it along; one that is lifted at once opens the menu', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const person = await member(server.url, 'boris', phone);
  const { page } = person;
  await arranged(person);
  await page.click('.rooms-button');
  const fingers = await person.context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  /** Until it is tinted. */
  const rest = async (name: string) => {
    const box = (await row(page, name).boundingBox())!;
    await touch('touchStart', box.x + 60, box.y + 20);
    await page.locator('.room-lists .has-menu').waitFor();
  };

  const birch = (await row(page, 'birch').boundingBox())!;
  await rest('elm');
  for (const y of [60, 40, 20, 8, 6]) await touch('touchMove', birch.x + 60, birch.y + y);
  await page.locator('.room-lists li.drops-before', { hasText: 'birch' }).waitFor();
  await touch('touchEnd');
  await is(page, ['ash', 'elm', 'birch', 'cedar']);
  expect(await page.locator('.sidebar-menu').count()).toBe(0);
  await rest('cedar');
  await touch('touchEnd');
  await page.locator('.sidebar-menu .item').first().waitFor();
  expect(person.complaints).toEqual([]);
});
