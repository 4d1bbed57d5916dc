/** Anna arranges her list of rooms: by menus, keys and dragging, in one window while the other one shows it, and without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let server: TestApp;
let anna: Person;
let page: Page;
let other: Page;
const rooms: Record<string, number> = {};

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['ash', 'birch', 'cedar', 'elm']) rooms[name] = await addRoom(server.database, name);
  anna = await member(server.url, 'anna');
  await server.database.query(
    'insert into memberships (room_id, user_id) select rooms.id, users.id from rooms, users where users.username = $1 on conflict do nothing',
    ['anna'],
  );
  page = anna.page;
  other = await anna.context.newPage();
  for (const one of [page, other]) {
    await one.goto('/chat/ash');
    await come(one);
  }
});

afterAll(() => server.close());

/** What comes later is there. */
async function come(one: Page): Promise<void> {
  await one.locator('.people [data-user]').first().waitFor();
  await one.mouse.move(600, 300);
  await one.locator('.room-lists a[tabindex="-1"]').first().waitFor({ state: 'attached' });
}

const section = (one: Page, name: string): Locator =>
  one.locator('.room-section', { has: one.locator('h2', { hasText: name }) });
const namesIn = (one: Page, name: string) => section(one, name).locator('li .room-name').allTextContents();
const row = (name: string) => page.locator(`.room-lists li[data-room="${rooms[name]}"] a`);
const inBoth = async (name: string, wanted: string[]) => {
  for (const one of [page, other]) await soon(async () => expect(await namesIn(one, name)).toEqual(wanted));
};

async function choose(thing: Locator, item: string): Promise<void> {
  await thing.click({ button: 'right' });
  await page.locator('.sidebar-menu .item', { hasText: item }).click();
}

test('a section is made from the menu of a room, which goes into it; the other window shows it', async () => {
  await choose(row('cedar'), 'New section…');
  await page.fill('dialog input', 'Trees');
  await page.click('dialog .button-primary');
  await inBoth('Trees', ['cedar']);
  await inBoth('Rooms', ['ash', 'birch', 'elm']);
});

test('a room is dragged into a section, and, sorted by hand, to a place in it; keys move it, and it keeps the focus', async () => {
  await row('elm').dragTo(section(page, 'Trees').locator('summary'));
  await inBoth('Trees', ['cedar', 'elm']);
  await page.locator('[data-list-menu]').click();
  await page.locator('.sidebar-menu .item', { hasText: 'Sort by hand' }).click();
  await page.locator('.sidebar-menu').waitFor({ state: 'detached' });
  await soon(async () =>
    expect(await server.database.query(`select from sidebars where sort = 'hand'`)).toHaveLength(1),
  );
  await row('birch').dragTo(row('cedar'), { targetPosition: { x: 40, y: 3 } });
  await inBoth('Trees', ['birch', 'cedar', 'elm']);
  await row('birch').focus();
  await page.keyboard.press('Control+Shift+ArrowDown');
  await inBoth('Trees', ['cedar', 'birch', 'elm']);
  expect(await page.locator(':focus').textContent()).toContain('birch');
  await page.locator('.toast', { hasText: 'birch: 2 / 3' }).waitFor();
});

test('a section is folded in both windows, renamed and deleted by its menu; its rooms stay', async () => {
  await section(page, 'Trees').locator('summary').click();
  await soon(async () => expect(await section(other, 'Trees').getAttribute('open')).toBeNull());
  await choose(section(page, 'Trees').locator('summary'), 'Rename…');
  await page.fill('dialog input', 'Woods');
  await page.click('dialog .button-primary');
  await section(other, 'Woods').waitFor();
  await choose(section(page, 'Woods').locator('summary'), 'Delete the section');
  await inBoth('Rooms', ['cedar', 'birch', 'elm', 'ash']);
});

test('a window that was away has it all when it is back: another section, a room in it, another order, what is folded', async () => {
  const { context, page: away, complaints } = await member(server.url, 'anna');
  await away.goto('/chat/ash');
  await come(away);
  await context.setOffline(true);
  await away.evaluate(`window.dispatchEvent(new Event('offline'))`);
  await away.locator('#status:not(:empty)').waitFor();
  await choose(row('elm'), 'New section…');
  await page.fill('dialog input', 'Hedge');
  await page.click('dialog .button-primary');
  await inBoth('Hedge', ['elm']);
  await page.locator('[data-list-menu]').click();
  await page.locator('.sidebar-menu .item', { hasText: 'Sort by name' }).click();
  await inBoth('Rooms', ['ash', 'birch', 'cedar']);
  await section(page, 'Hedge').locator('summary').click();
  await soon(async () => expect(await section(other, 'Hedge').getAttribute('open')).toBeNull());
  await context.setOffline(false);
  await section(away, 'Hedge').waitFor();
  await soon(async () => expect(await namesIn(away, 'Hedge')).toEqual(['elm']));
  await soon(async () => expect(await namesIn(away, 'Rooms')).toEqual(['ash', 'birch', 'cedar']));
  expect(await section(away, 'Hedge').getAttribute('open')).toBeNull();
  // A browser writes down every attempt without a network.
  expect(complaints.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
  await choose(section(page, 'Hedge').locator('summary'), 'Delete the section');
  await inBoth('Rooms', ['ash', 'birch', 'cedar', 'elm']);
});

test('only rooms with something new are shown, and the one that is open; all are marked as read by a key, and that is taken back', async () => {
  const boris = await addUser(server.database, 'boris');
  await fillRoom(server.database, rooms.elm!, boris.id, 3);
  await page.reload();
  await come(page);
  await page.locator('[data-list-menu]').click();
  await page.locator('.sidebar-menu .item', { hasText: 'Only rooms with something new' }).click();
  await row('birch').waitFor({ state: 'hidden' });
  await row('elm').locator('[data-unread-count]', { hasText: '3' }).waitFor();
  const his = await Tab.open(server.url, '', { token: (await newCaller(server, 'cleo')).token });
  await his.join('elm');
  await his.say(rooms.elm!, '@anna, look');
  const called = (one: Page) =>
    one.locator(`.room-lists li[data-room="${rooms.elm}"] [data-mention]:not([hidden])`);
  for (const one of [page, other]) await called(one).waitFor();
  expect(await row('ash').isVisible()).toBe(true);
  await page.keyboard.press('Alt+Shift+KeyM');
  await page.locator('.toast', { hasText: 'All rooms are marked as read' }).waitFor();
  await row('elm').waitFor({ state: 'hidden' });
  await page.locator('.toast button').click();
  for (const one of [page, other]) await called(one).waitFor();
  his.close();
});

test('without scripts the same is done on a page, by forms', async () => {
  const plain = await anna.context
    .browser()!
    .newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await plain.addCookies(await anna.context.cookies());
  const still = await plain.newPage();
  await still.goto(`${server.url}/chat/ash`);
  await still.goto(`${server.url}/sidebar`);
  await still.locator('input[name=name][placeholder]').fill('Garden');
  await still.getByRole('button', { name: 'Make the section' }).click();
  await still.goto(`${server.url}/sidebar?room=${rooms.cedar}`);
  await still.selectOption('#section', { label: 'Garden' });
  await still.locator('#move-title + .field + .actions button').click();
  await inBoth('Garden', ['cedar']);
  await still.getByRole('button', { name: 'Mark all rooms as read' }).click();
  await still.getByRole('button', { name: /^Undo: 1 room/ }).click();
  expect(await still.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await plain.close();
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
