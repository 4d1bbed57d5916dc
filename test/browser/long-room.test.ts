/** A long and busy room: nothing moves, at most 300 messages are on the page, and none is missing. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, placeAtRest, pressJoin } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let reader: Person;
let tab: Tab;
let rooms = 0;
let room: { id: number; name: string };

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  reader = await member(server.url, 'reader');
  const boris = new Visitor(server.url);
  await boris.register('boris');
  tab = await Tab.open(server.url, boris.cookieHeader);
});

afterAll(async () => {
  tab.close();
  await server.close();
});

beforeEach(async () => {
  const name = `long ${++rooms}`;
  const author = await addUser(server.database, `annalist${rooms}`);
  room = { id: await addRoom(server.database, name), name };
  await fillRoom(server.database, room.id, author.id, 500);
  await tab.join(name);
  await reader.page.goto(`/chat/${encodeURIComponent(name)}`);
  await reader.page.locator('#m500').waitFor();
  await reader.page.locator('.people li').first().waitFor();
  await pressJoin(reader.page);
});

const topOf = async (selector: string) => (await reader.page.locator(selector).boundingBox())!.y;
const shown = () => reader.page.locator('#log .message').count();
const seqs = () =>
  reader.page.evaluate<number[]>(
    `[...document.querySelectorAll('#log .message')].map((message) => Number(message.dataset.seq))`,
  );
const expectNoHole = (found: number[]) => expect(found).toEqual(found.map((_, index) => found[0]! + index));

async function scrollBy(pixels: number): Promise<void> {
  await reader.page.locator('#log-scroll').hover();
  await reader.page.mouse.wheel(0, pixels);
  await reader.page.waitForTimeout(80);
}

async function leaveTheEnd(): Promise<void> {
  await scrollBy(-1_500);
  // Not seen any more: only now does what comes wait behind the button.
  await eventually(
    () =>
      reader.page.evaluate<boolean>(
        `document.getElementById('m500').getBoundingClientRect().top > innerHeight`,
      ),
    'Nothing was scrolled.',
  );
}

async function scrollUntil(pixels: number, seq: number): Promise<number> {
  let most = 0;
  await eventually(
    async () => {
      if ((await reader.page.locator(`#m${seq}`).count()) > 0) return true;
      await scrollBy(pixels);
      most = Math.max(most, await shown());
      return false;
    },
    `#${seq} never came.`,
    90_000,
  );
  return most;
}

async function write(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => tab.say(room.id, `live ${sent + index + 1}`)));
}

test('1,000 messages arrive while one reads further up: nothing moves, they wait behind the button', async () => {
  await leaveTheEnd();
  await placeAtRest(reader.page.locator('#m500'));
  const anchor = await reader.page.evaluate<string>(
    `'#' + document.elementsFromPoint(700, 400).find((element) => element.closest('.message')).closest('.message').id`,
  );
  const top = await topOf(anchor);
  await reader.page.evaluate(`{
    const anchor = document.querySelector('${anchor}');
    window.most = 0;
    const look = () => {
      window.most = Math.max(window.most, Math.abs(anchor.getBoundingClientRect().top - ${top}));
      requestAnimationFrame(look);
    };
    look();
  }`);
  await write(1_000);
  await reader.page.locator('#new-button', { hasText: '1000 new' }).waitFor();
  expect(await reader.page.evaluate<number>('window.most')).toBeLessThan(2);
  await soon(async () => expect(await shown()).toBeLessThanOrEqual(300));
  await reader.page.click('#new-button');
  await reader.page.locator('#m1500').waitFor();
  await reader.page.locator('#new-button').waitFor({ state: 'hidden' });
  await soon(async () => expect(await shown()).toBeLessThanOrEqual(300));
  expectNoHole(await seqs());
  await tab.say(room.id, 'and live again');
  await reader.page.locator('#log .message', { hasText: 'and live again' }).waitFor();
});

test('up to the first message and down to the last again: never more than 300, none is missing', async () => {
  expect(await scrollUntil(-2_500, 1)).toBeLessThanOrEqual(300);
  expectNoHole(await seqs());
  await soon(async () => expect(await shown()).toBe(300));
  await tab.say(room.id, 'written meanwhile');
  expect(await scrollUntil(2_500, 501)).toBeLessThanOrEqual(300);
  expectNoHole(await seqs());
  expect(await reader.page.locator('#m501').textContent()).toContain('written meanwhile');
});

test('who follows the end keeps 150 to 300 messages, and finds the older ones by scrolling up', async () => {
  await write(400);
  await reader.page.locator('#m900').waitFor();
  await soon(async () => {
    expect(await shown()).toBeGreaterThanOrEqual(150);
    expect(await shown()).toBeLessThanOrEqual(300);
    expect(await topOf('#m900')).toBeLessThan(900);
  });
  await scrollUntil(-2_500, 550);
  expectNoHole(await seqs());
});

test('the line of what is new stands where one had stopped, and stays', async () => {
  await leaveTheEnd();
  await tab.say(room.id, 'the first that is new');
  await tab.say(room.id, 'the second that is new');
  await reader.page.locator('#new-button', { hasText: '2 new' }).waitFor();
  await reader.page.click('#new-button');
  const below = reader.page.locator('.new-line + .message');
  expect(await below.textContent()).toContain('the first that is new');
  await reader.page.waitForTimeout(2_500);
  expect(await below.textContent()).toContain('the first that is new');
  expect(await reader.page.locator('.new-line').count()).toBe(1);
});

test('a room whose few new messages fit opens at its end, with the line in view', async () => {
  await reader.page.goto('/chat/');
  for (let said = 1; said <= 12; said++) await tab.say(room.id, `new ${said}`);
  await reader.page.goto(`/chat/${encodeURIComponent(room.name)}`);
  await reader.page.locator('.people li').first().waitFor();
  await soon(async () => expect((await reader.page.locator('#m512').boundingBox())!.y).toBeLessThan(850));
  expect(await topOf('.new-line')).toBeGreaterThan(50);
  await reader.page.locator('#unread-bar').waitFor({ state: 'hidden' });
});

test('who writes while reading an old part sees it at the end of the room, without a reload', async () => {
  await reader.page.goto(`/chat/${encodeURIComponent(room.name)}/60`);
  await reader.page.locator('.people li').first().waitFor();
  await reader.page.evaluate('window.isSamePage = true');
  await reader.page.fill('#text', 'written from afar');
  await reader.page.press('#text', 'Enter');
  const message = reader.page.locator('#log .message', { hasText: 'written from afar' });
  await message.waitFor();
  await reader.page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(await message.count()).toBe(1);
  await soon(async () => expect((await message.boundingBox())!.y).toBeLessThan(900));
  expectNoHole(await seqs());
  expect(await reader.page.evaluate('window.isSamePage')).toBe(true);
});

test('no page complained', () => {
  expect(reader.complaints).toEqual([]);
});
