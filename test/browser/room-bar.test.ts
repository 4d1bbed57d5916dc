/** The bar beside the log: it spans the whole room, whichever part of that is on the page, and leads anywhere in it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { violations } from '../support/accessibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';
import { addEndlessRoom, atRest, barOf, million, placeOf, thumbOf, wayTo } from './room-bar-stage.js';

let server: TestApp;
let reader: Person;
let tab: Tab;
let roomId: number;

/** The newest message of the long room. */
let last = 500;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  const { database } = server;
  const author = await addUser(database, 'annalist');
  roomId = await addRoom(database, 'long');
  await fillRoom(database, roomId, author.id, 500);
  await addEndlessRoom(database, 'endless', author.id);
  await addRoom(database, 'short');
  reader = await member(server.url, 'reader');
  const boris = new Visitor(server.url);
  await boris.register('boris');
  tab = await Tab.open(server.url, boris.cookieHeader);
  await tab.join('long');
});

afterAll(async () => {
  tab.close();
  await server.close();
});

async function open(room: string, newest: number): Promise<void> {
  await reader.page.goto(`/chat/${room}`);
  await reader.page.locator(`#m${newest}`).waitFor();
  await reader.page.locator('.people [data-user]').first().waitFor();
  await reader.page.keyboard.press('Shift');
  await bar().waitFor();
}

const bar = () => barOf(reader.page);
const thumb = () => thumbOf(reader.page);
const place = () => placeOf(reader.page);
const shown = () => reader.page.locator('#log .message').count();
const topOf = async (element: Locator) => (await element.boundingBox())!.y;

async function expectNoHole(): Promise<number[]> {
  const seqs = await reader.page.evaluate<number[]>(
    `[...document.querySelectorAll('#log .message')].map((message) => Number(message.dataset.seq))`,
  );
  expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
  return seqs;
}

/** Takes the thumb there and holds it. */
async function dragTo(part: number): Promise<void> {
  const { x, from, to } = await wayTo(reader.page, part);
  await reader.page.mouse.move(x, from);
  await reader.page.mouse.down();
  for (let step = 1; step <= 5; step++) await reader.page.mouse.move(x, from + ((to - from) * step) / 5);
}

test('says where in the room one reads, and stays right when something comes further down', async () => {
  await open('long', last);
  expect(await bar().getAttribute('aria-valuetext')).toMatch(/^#50\d of 50\d, \w+/);
  const atEnd = await topOf(thumb());
  await reader.page.locator('#log-scroll').hover();
  await reader.page.mouse.wheel(0, -2_500);
  await soon(async () => expect(await topOf(thumb())).toBeLessThan(atEnd - 20));
  await soon(async () => expect(await place()).toBeLessThan(470));
  await reader.page.waitForTimeout(300);
  const before = await place();
  const top = await topOf(thumb());
  last = (await tab.say(roomId, 'written meanwhile')).seq;
  await soon(async () => expect(await bar().getAttribute('aria-valuemax')).toBe(String(last)));
  expect(await place()).toBe(before);
  expect(Math.abs((await topOf(thumb())) - top)).toBeLessThan(3);
});

test('a wheel over it moves the log, a press beside the thumb leads a screen on, one with Shift there', async () => {
  await open('long', last);
  const { x, y, height } = (await bar().boundingBox())!;
  await reader.page.mouse.move(x + 8, y + height * 0.5);
  await reader.page.mouse.wheel(0, -1_200);
  await soon(async () => expect(await place()).toBeLessThan(500));
  const before = await place();
  await reader.page.mouse.click(x + 8, y + height * 0.3);
  await soon(async () => expect(await place()).toBeLessThan(before - 5));
  expect(await place()).toBeGreaterThan(400);
  await reader.page.keyboard.down('Shift');
  await reader.page.mouse.click(x + 8, y + height * 0.5);
  await reader.page.keyboard.up('Shift');
  await soon(async () => expect(Math.abs((await place()) - 240)).toBeLessThan(30));
  await atRest(reader.page);
  await expectNoHole();
});

test('by keyboard: a message, a screen, both ends; and Esc gives up a drag', async () => {
  await open('long', last);
  await bar().focus();
  await reader.page.keyboard.press('Home');
  await reader.page.locator('#m1').waitFor();
  await soon(async () => expect(await bar().getAttribute('aria-valuetext')).toMatch(/^#1 of 50\d, /));
  await reader.page.locator('#way-back').waitFor();
  await reader.page.keyboard.press('ArrowDown');
  await reader.page.keyboard.press('ArrowDown');
  await soon(async () => expect(await place()).toBe(3));
  await reader.page.keyboard.press('PageDown');
  await soon(async () => expect(await place()).toBeGreaterThan(20));
  await reader.page.keyboard.press('End');
  await soon(async () => expect(await place()).toBe(last));
  await reader.page.locator(`#m${last}`).waitFor();
  await dragTo(0.2);
  await soon(async () => expect(await place()).toBeLessThan(200));
  await reader.page.keyboard.press('Escape');
  await reader.page.mouse.up();
  await soon(async () => expect(await place()).toBe(last));
  await reader.page.locator(`#m${last}`).waitFor();
});

test('of 5 million messages: a drag says date and number, loads what is there and nothing between; one step leads back', async () => {
  let asked = 0;
  await reader.page.goto('/chat/');
  reader.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => (asked += String(payload).includes('"history"') ? 1 : 0)),
  );
  await open('endless', 5 * million);
  const { height } = (await thumb().boundingBox())!;
  asked = 0;
  await dragTo(0.5);
  const bubble = reader.page.locator('.room-bar-bubble');
  await bubble.getByText(/^#2,\d{3},\d{3} of 5,000,000$/).waitFor();
  // 2.5 million times half a minute after the beginning of 2020.
  await bubble.getByText(/May 2022$/).waitFor();
  await reader.page.locator('.room-bar-marks').getByText('2023', { exact: true }).waitFor();
  await reader.page.mouse.up();
  await atRest(reader.page);
  const seqs = await expectNoHole();
  expect(Math.abs(seqs[0]! - 2.5 * million)).toBeLessThan(20_000);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(4);
  for (const part of [0, 0.5, 1, 0.5, 0]) {
    await dragTo(part);
    await reader.page.mouse.up();
    await atRest(reader.page);
    expect(await shown()).toBeLessThanOrEqual(300);
  }
  await reader.page.locator('#m1').waitFor();
  await soon(async () => expect(await place()).toBe(1));
  expect((await thumb().boundingBox())!.height).toBeCloseTo(height, 0);
  await reader.page.click('#way-back');
  await soon(async () => expect(await place()).toBeGreaterThan(2_480_000));
  expect(await reader.page.locator('#m1').count()).toBe(0);
});

test('to a day by the menu, by the day that floats and by keyboard; one step leads back', async () => {
  await open('endless', 5 * million);
  await reader.page.click('.room-menu-button');
  await reader.page.click('[data-jump]');
  const dialog = reader.page.locator('dialog.jump');
  await dialog.locator('[name=on]').fill('2022-05-19');
  await dialog.getByText('Go there').click();
  // 870 days of 2,880 messages each, and the two hours by which Berlin's summer is ahead of UTC.
  const first = 869 * 2_880 - 240;
  await soon(async () => expect(Math.abs((await place()) - first)).toBeLessThanOrEqual(2));
  expect(await reader.page.locator(`#m${first}`).count()).toBe(1);
  await reader.page.locator('.day-line time').first().click();
  const from = await place();
  await dialog.getByText('The beginning').click();
  await soon(async () => expect(await place()).toBe(1));
  await reader.page.click('#way-back');
  await soon(async () => expect(Math.abs((await place()) - from)).toBeLessThanOrEqual(6));
  await reader.page.locator('.room-header h1').click();
  await reader.page.keyboard.press('g');
  await reader.page.keyboard.press('d');
  await dialog.locator('[name=on]').fill('2026-11-01');
  await reader.page.keyboard.press('Enter');
  await reader.page.locator('#m5000000').waitFor();
  await reader.page.locator('.toast', { hasText: 'Nothing was written then, nor since.' }).waitFor();
  // In an address, too, it is the reader's own zone that counts, whatever the server knows of it.
  await reader.page.goto('/chat/endless?on=2022-05-19');
  await reader.page.keyboard.press('Shift');
  await soon(async () => expect(Math.abs((await place()) - first)).toBeLessThanOrEqual(2));
});

test('is not there where the room fits', async () => {
  await reader.page.goto('/chat/short');
  await reader.page.locator('.people [data-user]').first().waitFor();
  await reader.page.fill('#text', 'one line');
  await reader.page.press('#text', 'Enter');
  await reader.page.locator('#m1').waitFor();
  await bar().waitFor({ state: 'attached' });
  expect(await bar().isVisible()).toBe(false);
});

test('on a phone a finger takes it while it is there, and what is said stands beside the finger', async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, context, complaints } = await member(server.url, 'reader', phone);
  await page.goto('/chat/long');
  await page.locator(`#m${last}`).waitFor();
  await barOf(page).waitFor();
  const box = (await thumbOf(page).boundingBox())!;
  expect([box.width, box.height].every((side) => side >= 44)).toBe(true);
  const fingers = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  // It has gone by itself, and comes back as soon as something moves.
  await soon(async () => expect(await barOf(page).getAttribute('class')).toContain('is-idle'));
  await eventually(async () => {
    await page.evaluate('document.getElementById("log-scroll").scrollTop -= 40');
    const { x, from, to } = await wayTo(page, 0.4);
    await touch('touchStart', x, from);
    for (let step = 1; step <= 8; step++) await touch('touchMove', x, from + ((to - from) * step) / 8);
    const isTaken = (await barOf(page).getAttribute('class'))!.includes('is-held');
    if (!isTaken) await touch('touchEnd');
    return isTaken;
  }, 'No finger could take it.');
  const said = (await page.locator('.room-bar-bubble').boundingBox())!;
  expect(said.x + said.width).toBeLessThan(390 - 44);
  await touch('touchEnd');
  await atRest(page);
  await soon(async () => expect(Math.abs((await placeOf(page)) - 200)).toBeLessThan(50));
  expect(complaints).toEqual([]);
  await context.close();
});

test('no page complained', () => {
  expect(reader.complaints).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'the bar, its marks and the dialog keep to WCAG 2.2 AA, %s',
  async (colorScheme) => {
    await reader.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open('long', last);
    await bar().focus();
    await reader.page.keyboard.press('PageUp');
    expect(await violations(reader)).toEqual([]);
    await reader.page.locator('.day-line time').first().click();
    await reader.page.locator('dialog.jump').waitFor();
    expect(await violations(reader)).toEqual([]);
  },
);
