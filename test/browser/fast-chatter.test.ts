/** A busy room costs what is new in it, and not what is on the page: counted in elements that are touched, and in their styles. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let roomId: number;
const tabs: Tab[] = [];

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  roomId = await addRoom(server.database, 'square');
  const author = await addUser(server.database, 'annalist');
  await fillRoom(server.database, roomId, author.id, 300);
  anna = await member(server.url, 'anna');
  for (const name of ['boris', 'vera']) {
    const visitor = new Visitor(server.url);
    await visitor.register(name);
    const tab = await Tab.open(server.url, visitor.cookieHeader);
    await tab.join('square');
    tabs.push(tab);
  }
});

afterAll(async () => {
  for (const tab of tabs) tab.close();
  await server.close();
});

/** Counts, from now on: messages put into the log, in how many turns, how often some were taken away, and those there already whose attributes change. */
const count = `{
  const old = new Set(document.querySelectorAll('#log .message'));
  window.counted = { added: 0, turns: 0, trims: 0, touched: 0, layouts: 0, arranged: 0 };
  new MutationObserver((records) => {
    const added = records.flatMap((record) => [...record.addedNodes]).filter((node) => node.matches?.('.message'));
    counted.added += added.length;
    if (added.length > 0) counted.turns++;
    if (records.some(({ removedNodes }) => [...removedNodes].some((node) => node.matches?.('.message'))))
      counted.trims++;
    counted.touched += records.filter(({ type, target }) => type === 'attributes' && old.has(target)).length;
    for (const element of added) setTimeout(() => old.add(element), 0);
  }).observe(document.getElementById('log'), { childList: true, subtree: true, attributes: true });
  const toggle = DOMTokenList.prototype.toggle;
  DOMTokenList.prototype.toggle = function (name, on) {
    if (name === 'starts') counted.arranged++;
    return toggle.call(this, name, on);
  };
  const rect = Element.prototype.getBoundingClientRect;
  Element.prototype.getBoundingClientRect = function () {
    counted.layouts++;
    return rect.call(this);
  };
}`;
const counted = () =>
  anna.page.evaluate<Record<'added' | 'turns' | 'trims' | 'touched' | 'layouts' | 'arranged', number>>(
    'window.counted',
  );

/** So many times ten messages, those of each burst at once. */
async function chatter(bursts: number): Promise<void> {
  for (let burst = 0; burst < bursts; burst++) {
    const said = Array.from({ length: 10 }, (_, index) => tabs[index % 2]!.say(roomId, `chatter ${index}`));
    await Promise.all(said);
    await setTimeout(30);
  }
}

/** How many elements of the page had their style worked out while something happened, as Chromium tells it. */
async function stylesDuring(happen: () => Promise<void>): Promise<number> {
  const protocol = await anna.context.newCDPSession(anna.page);
  let styles = 0;
  protocol.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, args } of value as { name?: string; args?: { elementCount?: number } }[])
      if (name === 'UpdateLayoutTree') styles += args?.elementCount ?? 0;
  });
  await protocol.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await happen();
  const isOver = new Promise((resolve) => protocol.once('Tracing.tracingComplete', resolve));
  await protocol.send('Tracing.end');
  await isOver;
  await protocol.detach();
  return styles;
}

test('of 200 messages each is arranged once; what stands above them is left alone', async () => {
  await anna.page.goto('/chat/square');
  await anna.page.locator('.people [data-username=boris]').waitFor();
  // Older ones are fetched ahead as the room opens.
  await anna.page.locator('#m201').waitFor({ state: 'attached' });
  // As many as a page of that room has, once one has listened for a while.
  await chatter(15);
  await anna.page.locator('#m450').waitFor();
  await anna.page.evaluate(count);
  const begin = Date.now();
  const styles = await stylesDuring(async () => {
    await chatter(20);
    await anna.page.locator('#m650').waitFor();
  });
  await soon(async () => expect((await counted()).added).toBe(200));
  const { turns, trims, touched, layouts, arranged } = await counted();
  // A turn costs the same for one message and for ten: there is a tenth of a second between two.
  expect(turns).toBeLessThanOrEqual(2 + (Date.now() - begin) / 100);
  // As some are taken away all others move.
  expect(trims).toBeGreaterThan(0);
  expect(trims).toBeLessThanOrEqual(3);
  // A message has eight elements, and the page 2,000: no selector may have the styles of the others worked out anew.
  expect(styles).toBeGreaterThan(200 * 4);
  expect(styles).toBeLessThan(200 * 12);
  // Itself, and the first on the page when others are taken away there.
  expect(arranged).toBeLessThanOrEqual(200 + 2 * turns);
  // Where the keys begin moves on with the last message: two attributes, each turn.
  expect(touched).toBeLessThanOrEqual(3 * turns);
  // What is in view is looked at a few times a second, by halves.
  expect(layouts).toBeLessThan(100 + (Date.now() - begin) / 25);
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
