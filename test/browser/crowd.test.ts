/** Many people online, drawers on a phone, nothing that jumps while a page loads, and a browser without a language. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

const crowd = 300;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let server: TestApp;
let anna: Person;

beforeAll(async () => {
  server = await startApp();
  const roomId = await addRoom(server.database, 'square');
  const presence = server.app.get(PresenceService);
  for (let index = 1; index <= crowd; index++) {
    const user = await addUser(server.database, `guest-${String(index).padStart(3, '0')}`);
    // Less than a page: putting older ones above is counted as a shift in a reversed box, though nothing moves (reading-back.test.ts).
    if (index === 1) await fillRoom(server.database, roomId, user.id, 45);
    // As the socket's join does it; three hundred browsers would not fit here.
    presence.entered(roomId, { id: `socket-${index}`, user });
  }
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

const rows = ({ page }: Person) => page.locator('#people-list [data-user]');
const focused = ({ page }: Person, selector: string) =>
  page.evaluate<boolean>(`document.activeElement.closest(${JSON.stringify(selector)}) !== null`);

test('three hundred people: a page of them, and more as one scrolls', async () => {
  await anna.page.goto('/chat/square');
  await anna.page.locator('[data-online]', { hasText: '301' }).first().waitFor({ state: 'attached' });
  expect(await rows(anna).count()).toBeLessThanOrEqual(51);
  await soon(async () => {
    await rows(anna).last().scrollIntoViewIfNeeded();
    expect(await rows(anna).count()).toBe(301);
  });
  await anna.page.locator('#people-more').waitFor({ state: 'hidden' });
  const names = await rows(anna).locator('bdi').allTextContents();
  expect(names[0]).toBe('anna');
  expect(names.slice(1)).toEqual(names.slice(1).sort());
});

test('on a phone each drawer keeps the focus, and Esc gives it back to its button', async () => {
  const vera = await member(server.url, 'vera', phone);
  await vera.page.goto('/chat/square');
  await vera.page.locator('[data-online]', { hasText: /30\d/ }).first().waitFor({ state: 'attached' });
  for (const [button, drawer] of [
    ['.rooms-button', '.sidebar'],
    ['.people-button', '.people'],
  ] as const) {
    await vera.page.focus(button);
    await vera.page.keyboard.press('Enter');
    await vera.page.locator(`${drawer}:popover-open .drawer-close:focus`).waitFor();
    const isInside = () => focused(vera, drawer);
    // Round once in each direction, over the edge between the last and the first.
    const stops = await vera.page
      .locator(`${drawer} :is(a[href]:not([tabindex="-1"]), button):visible`)
      .count();
    expect(stops).toBeGreaterThan(3);
    for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab']) {
      await vera.page.keyboard.press(key);
      expect(await isInside()).toBe(true);
    }
    await vera.page.keyboard.press('Escape');
    await vera.page.locator(`${drawer}:popover-open`).waitFor({ state: 'detached' });
    await vera.page.locator(`${button}:focus`).waitFor();
  }
  await vera.page.click('.rooms-button');
  await vera.page.click('.sidebar .drawer-close');
  await vera.page.locator('.sidebar').waitFor({ state: 'hidden' });
  // She stays, as the readers below do: a line that says that somebody went is no jump of a page, but measured as one.
  expect(vera.complaints).toEqual([]);
});

/** Runs in the page: the sum of all shifts that nobody's input caused (Layout Instability API). */
const measureShift = `window.shift = 0; window.shifts = [];
  const rectangle = ({ x, y, width, height }) => [x, y, width, height].join(' ');
  const named = (node) => node?.id || node?.className || node?.nodeName;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) {
      window.shift += entry.value;
      for (const { node, previousRect, currentRect } of entry.sources)
        window.shifts.push([named(node), rectangle(previousRect), rectangle(currentRect)].join(', '));
    }
  }).observe({ type: 'layout-shift', buffered: true });`;

test.each([
  ['/chat/', {}],
  ['/chat/square', {}],
  ['/chat/square/30#m30', {}],
  ['/chat/', phone],
  ['/chat/square', phone],
])('%s loads without a jump', async (path, options) => {
  const reader = await member(server.url, `reader-${crypto.randomUUID().slice(0, 8)}`, options);
  await reader.page.goto('/chat/square');
  await rows(reader).first().waitFor({ state: 'attached' });
  const measured = await reader.context.newPage();
  await measured.addInitScript({ content: measureShift });
  await measured.goto(path);
  await measured.waitForTimeout(1_500);
  const [shift, shifts] = await measured.evaluate<[number, string[]]>('[window.shift, window.shifts]');
  expect(shift < 0.02 ? [] : shifts).toEqual([]);
});

test('a browser without a language, which may call it en-US@posix, shows times all the same', async () => {
  const reader = await member(server.url, 'posix', { locale: undefined });
  await reader.page.goto('/chat/square');
  await rows(reader).first().waitFor();
  expect(await reader.page.locator('#log time').first().textContent()).toMatch(/\d/);
  await reader.page.click('.all-rooms');
  await reader.page.locator('.room-card', { hasText: 'square' }).waitFor();
  expect(reader.complaints).toEqual([]);
});
