/** A busy room costs what is new in it, and not what is on the page: counted in elements that are touched. */
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

/** Counts, from now on: messages put into the log, in how many turns, and those there already whose attributes change. */
const count = `{
  const old = new Set(document.querySelectorAll('#log .message'));
  window.counted = { added: 0, turns: 0, touched: 0, layouts: 0, arranged: 0 };
  new MutationObserver((records) => {
    const added = records.flatMap((record) => [...record.addedNodes]).filter((node) => node.matches?.('.message'));
    counted.added += added.length;
    if (added.length > 0) counted.turns++;
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
  anna.page.evaluate<{ added: number; turns: number; touched: number; layouts: number; arranged: number }>(
    'window.counted',
  );

test('of 200 messages each is arranged once; what stands above them is left alone', async () => {
  await anna.page.goto('/chat/square');
  await anna.page.locator('.people [data-username=boris]').waitFor();
  // Older ones are fetched ahead as the room opens.
  await anna.page.locator('#m201').waitFor({ state: 'attached' });
  await anna.page.evaluate(count);
  for (let burst = 0; burst < 20; burst++) {
    const said = Array.from({ length: 10 }, (_, index) =>
      tabs[index % 2]!.say(roomId, `chatter ${burst} ${index}`),
    );
    await Promise.all(said);
  }
  await anna.page.locator('#m500').waitFor();
  await soon(async () => expect((await counted()).added).toBe(200));
  const { turns, touched, layouts, arranged } = await counted();
  expect(turns).toBeLessThanOrEqual(100);
  // Itself, and the first on the page when others are taken away there.
  expect(arranged).toBeLessThanOrEqual(200 + 2 * turns);
  // Where the keys begin moves on with the last message: two attributes, each turn.
  expect(touched).toBeLessThanOrEqual(3 * turns);
  // What is in view is looked at a few times a second, by halves.
  expect(layouts).toBeLessThan(200);
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
