/** Anna is in 300 rooms: her list comes as it stands, and what happens in one room touches one row of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, untilTrue } from '../support/browser.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

const count = 300;

let server: TestApp;
let anna: Person;
let page: Page;
let boris: Caller;
let his: Tab;
let tools: CDPSession;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  boris = await newCaller(server, 'boris');
  anna = await member(server.url, 'anna');
  await server.database.query(
    `with made as (
       insert into rooms (name, name_key, access) select name, name, 'private'
       from (select 'room ' || lpad(n::text, 3, '0') as name from generate_series(1, $1::int) n) named returning id
     )
     insert into memberships (room_id, user_id) select made.id, users.id from made, users where username in ('anna', 'boris')`,
    [count],
  );
  his = await Tab.open(server.url, '', { token: boris.token });
  page = anna.page;
  tools = await anna.context.newCDPSession(page);
  await page.addInitScript({ content: watchRows });
});

afterAll(async () => {
  his.close();
  await server.close();
});

/** In the page: which rows are written in, and which come to stand elsewhere. */
const watchRows = `
  window.rows = { written: new Set(), moved: [] };
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      if (!element?.closest('.sidebar .room-lists') || document.readyState === 'loading') continue;
      const row = element.closest('li[data-room]');
      if (row) window.rows.written.add(row.dataset.name);
      if (type === 'childList')
        for (const node of addedNodes) if (node.matches?.('li[data-room]')) window.rows.moved.push(node.dataset.name);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });`;

const seen = () =>
  page.evaluate<{ written: string[]; moved: string[] }>(
    `(() => { const { written, moved } = window.rows; window.rows = { written: new Set(), moved: [] }; return { written: [...written], moved }; })()`,
  );

/** How often the page was laid out. */
async function layouts(): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'LayoutCount')!.value;
}

const name = (n: number) => `room ${String(n).padStart(3, '0')}`;
const row = (n: number) => page.locator(`.sidebar .room-lists li[data-name="${name(n)}"]`);
const order = () => page.locator('.sidebar [data-section=rooms] li .room-name').allTextContents();
const idOf = async (n: number) => Number(await row(n).getAttribute('data-room'));

async function say(n: number): Promise<void> {
  await his.say(await idOf(n), 'something new');
  await row(n).locator('[data-unread-count]', { hasText: '1' }).waitFor();
}

async function choose(item: string): Promise<void> {
  await page.locator('[data-list-menu]').click();
  await page.locator('.sidebar-menu .item', { hasText: item }).click();
  await page.locator('.sidebar-menu').waitFor({ state: 'detached' });
  await page.mouse.move(900, 400);
}

test('all are there with the page, in their order; scripts move none of them, and write in none', async () => {
  await tools.send('Performance.enable');
  await page.goto(`/chat/${name(1)}`);
  await page.locator('.people [data-user]').first().waitFor();
  await page.mouse.move(900, 400);
  await page.locator('.room-lists a[tabindex="-1"]').first().waitFor({ state: 'attached' });
  expect(await order()).toEqual(Array.from({ length: count }, (_, n) => name(n + 1)));
  const { written, moved } = await seen();
  expect(moved).toEqual([]);
  // Which row the Tab key stops at is written into the links: once, as the later scripts come.
  expect(await page.locator('.room-lists a:not([tabindex="-1"])').count()).toBe(1);
  expect(new Set(written).size).toBeLessThanOrEqual(count);
});

test('a message in one room writes in one row, and the page is laid out a few times, not for each row', async () => {
  await soon(async () => expect((await seen()).written).toEqual([]));
  const before = await layouts();
  await say(250);
  await page.locator('[data-edge-unread=below]', { hasText: '1 unread below' }).waitFor();
  expect((await layouts()) - before).toBeLessThan(12);
  expect(await seen()).toEqual({ written: [name(250)], moved: [] });
});

test('forty rooms at once: each of their rows alone', async () => {
  const some = Array.from({ length: 40 }, (_, n) => 100 + n);
  const ids = await Promise.all(some.map(idOf));
  const before = await layouts();
  await Promise.all(ids.map((id) => his.say(id, 'something new')));
  await page.locator('[data-edge-unread=below]', { hasText: '41 unread below' }).waitFor();
  expect((await layouts()) - before).toBeLessThan(40 * 6);
  expect((await seen()).written.sort()).toEqual(some.map(name));
});

test('what is unread below is led to, row by row', async () => {
  await page.locator('[data-edge-unread=below]').click();
  await untilTrue(page, `document.activeElement?.textContent.includes('${name(100)}')`);
  await page.locator('[data-edge-unread=below]', { hasText: /unread below/ }).waitFor();
});

test('sorted by activity a message moves its row to the top, and no other', async () => {
  // When something was said last in each is asked for then.
  const told = page.waitForResponse('**/api/lobby');
  await choose('Sort by activity');
  await told;
  await soon(async () => expect((await order()).slice(0, 41)).toContain(name(250)));
  await soon(async () => expect(await seen()).toEqual({ written: [], moved: [] }));
  await say(77);
  await soon(async () => expect((await order())[0]).toBe(name(77)));
  expect(await seen()).toEqual({ written: [name(77)], moved: [name(77)] });
});

test('by hand one is dragged to a place, and stands there; only rooms with something new; folded', async () => {
  await choose('Sort by name');
  await choose('Sort by hand');
  await soon(async () => expect((await order())[0]).toBe(name(1)));
  await page.evaluate(`document.querySelector('.room-lists').scrollTop = 0`);
  await seen();
  await row(8)
    .locator('a')
    .dragTo(row(3).locator('a'), { targetPosition: { x: 40, y: 3 } });
  await soon(async () => expect((await order()).slice(1, 5)).toEqual([2, 8, 3, 4].map(name)));
  expect((await seen()).moved).toEqual([name(8)]);
  await choose('Only rooms with something new');
  await row(4).waitFor({ state: 'hidden' });
  await row(77).waitFor();
  const kept = page.waitForResponse('**/api/me/sidebar');
  await page.locator('.sidebar [data-section=rooms] summary').click();
  await row(77).waitFor({ state: 'hidden' });
  await kept;
  await page.reload();
  expect(await row(77).isVisible()).toBe(false);
  expect((await order()).slice(1, 5)).toEqual([2, 8, 3, 4].map(name));
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
