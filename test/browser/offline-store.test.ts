/** What was read once is there without a network, says where it is not whole, and goes with its reader. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person, untilTrue } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;
const roomIds: Record<string, number> = {};

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  const writer = await addUser(server.database, 'writer');
  for (const name of ['kitchen', 'garden']) {
    roomIds[name] = await addRoom(server.database, name);
    await fillRoom(server.database, roomIds[name], writer.id, 300);
  }
  boris = new Visitor(server.url);
  await boris.register('boris');
  for (const room of ['kitchen', 'garden']) await boris.post(`/chat/${room}/join`);
});
afterAll(() => server.close());

beforeEach(async () => {
  if (anna) await close(anna.context);
  anna = await member(server.url, 'anna');
});

const message = (seq: number, page = anna.page) => page.locator(`#m${seq}`);
const hole = (page = anna.page) => page.locator('.hole-line');

async function open(path: string, page: Page = anna.page): Promise<void> {
  await page.goto(path);
  await page.locator('#room-list').waitFor();
  await page.locator('#log .message').first().waitFor();
  await page.keyboard.press('Shift');
}

/** Scrolls up until a message is there. */
async function readBackTo(seq: number): Promise<void> {
  await eventually(async () => {
    await anna.page.evaluate(`document.getElementById('log-scroll').scrollTop = -1e6`);
    return (await message(seq).count()) > 0;
  }, `message ${seq} never came`);
}

/** The seqs that are stored of a room, by whichever person's database there is. */
const stored = (room: string, page = anna.page) =>
  page.evaluate<number[]>(`(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('samovar.messages.'));
    if (!found) return [];
    const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await answer(indexedDB.open(found.name));
    const all = await answer(database.transaction('messages').objectStore('messages').getAll());
    database.close();
    return all.filter(({ roomId }) => roomId === ${roomIds[room]}).map(({ seq }) => seq);
  })()`);
const storedTexts = () =>
  anna.page.evaluate<string>(`(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('samovar.messages.'));
    const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await answer(indexedDB.open(found.name));
    const all = await answer(database.transaction('messages').objectStore('messages').getAll());
    database.close();
    return JSON.stringify(all);
  })()`);
const databases = () =>
  anna.page.evaluate<string[]>(
    `indexedDB.databases().then((all) => all.map(({ name }) => name).filter((name) => name.startsWith('samovar.')))`,
  );

const isStored = (room: string, count: number) =>
  eventually(async () => (await stored(room)).length >= count, `${count} messages were never stored`);

async function goOffline(): Promise<void> {
  await untilTrue(anna.page, 'navigator.serviceWorker.controller !== null');
  // The page's files, too, are kept by then.
  await untilTrue(
    anna.page,
    `caches.keys().then(async (names) => names.some((name) => name.startsWith('samovar.pages.')) && (await caches.match('/offline')) !== undefined)`,
  );
  await anna.context.setOffline(true);
}

test('300 messages that were read are read again after an offline start, and unsent ones stand in their place', async () => {
  await open('/chat/kitchen');
  await readBackTo(1);
  await isStored('kitchen', 300);
  await goOffline();
  await anna.page.fill('#text', 'from the tunnel');
  await anna.page.press('#text', 'Enter');
  await anna.page.reload();
  await anna.page.locator('#waiting .message', { hasText: 'from the tunnel' }).waitFor();
  await readBackTo(1);
  expect(await hole().count()).toBe(0);
  const seqs = await anna.page.evaluate<number[]>(
    `[...document.querySelectorAll('#log .message')].map(({ dataset }) => Number(dataset.seq))`,
  );
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  await anna.context.setOffline(false);
  await anna.page.locator('#log .message', { hasText: 'from the tunnel' }).waitFor();
  expect(anna.complaints.filter((one) => !/Failed to load|ERR_INTERNET|WebSocket/.test(one))).toEqual([]);
});
