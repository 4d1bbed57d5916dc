/** What was read once is there without a network, says where it is not whole, and goes with its reader. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, untilTrue } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
/** At a browser that she shares with Boris. */
let anna: Person;
let annaId: number;
let writer: SignedInUser;
const roomIds: Record<string, number> = {};

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  writer = await addUser(server.database, 'writer');
  for (const name of ['kitchen', 'garden', 'attic']) {
    roomIds[name] = await addRoom(server.database, name, { members: [writer] });
    await fillRoom(server.database, roomIds[name], writer.id, name === 'garden' ? 900 : 300);
  }
  await new Visitor(server.url).register('boris').catch(() => undefined);
  anna = await member(server.url, 'anna');
  await anna.page.goto('/chat/');
  annaId = Number(await anna.page.locator('body').getAttribute('data-me'));
  await untilTrue(anna.page, 'navigator.serviceWorker.ready.then(() => true)');
});
afterAll(() => server.close());
beforeEach(() => anna.context.setOffline(false));

const message = (seq: number) => anna.page.locator(`#m${seq}`);
const holes = () => anna.page.locator('.hole-line strong').allTextContents();
const seqs = () =>
  anna.page.evaluate<number[]>(
    `[...document.querySelectorAll('#log .message')].map(({ dataset }) => Number(dataset.seq))`,
  );

async function open(path: string): Promise<void> {
  await anna.page.goto(path);
  await anna.page.locator('#log .message').first().waitFor();
  // A sign of life.
  await anna.page.keyboard.press('Shift');
}

/** Scrolls up until something is there. */
const readBackTo = (selector: string) =>
  eventually(async () => {
    await anna.page.evaluate(`document.getElementById('log-scroll').scrollTop = -1e6`);
    return (await anna.page.locator(selector).count()) > 0;
  }, `${selector} never came`);

/** What is stored of a room, in whoever's database there is. */
const stored = (room: string) =>
  anna.page.evaluate<{ seq: number; text?: string }[]>(`(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('samovar.messages.'));
    if (!found) return [];
    const answer = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const database = await answer(indexedDB.open(found.name));
    const all = await answer(database.transaction('messages').objectStore('messages').getAll());
    database.close();
    return all.filter(({ roomId }) => roomId === ${roomIds[room]});
  })()`);
const isStored = (room: string, count: number) =>
  eventually(async () => (await stored(room)).length >= count, `${count} messages were never stored`);

/** The names of all that the browser keeps of a person. */
const kept = (page: Page = anna.page) =>
  page.evaluate<string[]>(`(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...(await caches.keys()).filter((name) => name.startsWith('samovar.pages.')),
    ...Object.keys(localStorage),
  ])()`);

const isPageKept = (room: string) =>
  untilTrue(anna.page, `caches.match('/chat/${room}').then((page) => page !== undefined)`);

test('300 messages that were read are read again after an offline start, and unsent ones stand in their place', async () => {
  await open('/chat/kitchen');
  await readBackTo('#m1');
  await isStored('kitchen', 300);
  await open('/chat/kitchen');
  await isPageKept('kitchen');
  await anna.context.setOffline(true);
  for (const text of ['first from the tunnel', 'second from the tunnel']) {
    await anna.page.fill('#text', text);
    await anna.page.press('#text', 'Enter');
  }
  await anna.page.reload();
  const waiting = anna.page.locator('#waiting .message .message-text');
  await soon(async () =>
    expect(await waiting.allTextContents()).toEqual(['first from the tunnel', 'second from the tunnel']),
  );
  await readBackTo('#m1');
  expect(await holes()).toEqual([]);
  expect(await seqs()).toEqual((await seqs()).map((_, index) => index + 1));
  await anna.context.setOffline(false);
  // As they were written, at the room's end.
  const { database } = server;
  await soon(async () =>
    expect(
      (await database.query(`select text from messages where author_id = $1 order by seq`, [annaId])).map(
        ({ text }) => text as string,
      ),
    ).toEqual(['first from the tunnel', 'second from the tunnel']),
  );
});

test('a hole says how much is missing, places in what is kept can be gone to, and it closes by itself', async () => {
  await open('/chat/garden');
  await isStored('garden', 50);
  await open('/chat/garden/500');
  await eventually(
    async () => (await stored('garden')).some(({ seq }) => seq === 500),
    'message 500 was never stored',
  );
  await isPageKept('garden');
  await anna.context.setOffline(true);
  const have = (await stored('garden')).map(({ seq }) => seq);
  const edge = have.find((seq, index) => index > 0 && seq !== have[index - 1]! + 1)!;
  const between = edge - have[have.indexOf(edge) - 1]! - 1;
  await anna.page.goto('/chat/garden/500');
  await message(500).waitFor();
  expect(await message(500).isVisible()).toBe(true);
  await anna.page.goto('/chat/garden');
  await message(900).waitFor();
  await readBackTo(`#m${have[0]}`);
  await soon(async () =>
    expect(await holes()).toEqual([
      `${have[0]! - 1} messages are not on this device`,
      `${between} messages are not on this device`,
    ]),
  );
  await anna.context.setOffline(false);
  await soon(async () => expect(await holes()).toEqual([]));
  const whole = await seqs();
  expect(whole).toEqual(whole.map((_, index) => whole[0]! + index));
});

test('an offline start begins with what is known, and says as of when', async () => {
  await anna.page.goto('/chat/');
  await isPageKept('');
  await anna.context.setOffline(true);
  await anna.page.goto('/');
  await anna.page.locator('.as-of', { hasText: /^Offline: as of \d\d:\d\d$/ }).waitFor();
  await anna.page.locator('#room-lists a', { hasText: 'garden' }).click();
  await anna.page.locator('#log .message').first().waitFor();
  await anna.page.locator('.sidebar .as-of').waitFor();
  await anna.context.setOffline(false);
  await anna.page.locator('.as-of').waitFor({ state: 'detached' });
});

test('what others delete while the room is not open is erased here as it is opened again', async () => {
  expect((await stored('kitchen')).find(({ seq }) => seq === 100)?.text).toBe('message 100');
  await anna.page.goto('/chat/');
  const [row] = await server.database.query<{ id: string }>(
    'select id from messages where room_id = $1 and seq = 100',
    [roomIds.kitchen],
  );
  await server.app.get(MessageChangesService).delete(writer, { messageId: Number(row!.id) });
  await open('/chat/kitchen');
  await soon(async () =>
    expect((await stored('kitchen')).find(({ seq }) => seq === 100)).not.toHaveProperty('text'),
  );
});

test('nothing stays of a room that its reader was removed from', async () => {
  await server.database.query(`update rooms set access = 'private' where id = $1`, [roomIds.attic]);
  await open('/chat/attic');
  await isStored('attic', 50);
  await isPageKept('attic');
  await server.app.get(Departures).depart(roomIds.attic!, annaId);
  await soon(async () => expect(await stored('attic')).toEqual([]));
  await untilTrue(anna.page, `caches.match('/chat/attic').then((page) => page === undefined)`);
  expect(await stored('kitchen')).not.toEqual([]);
});

test('who signs out leaves nothing, whatever other tabs there are, and the next one sees nothing of it', async () => {
  const other = await anna.context.newPage();
  await other.goto('/chat/garden');
  await other.keyboard.press('Shift');
  await open('/chat/kitchen');
  await eventually(async () => (await kept()).length > 2, 'nothing was kept');
  await anna.page.click('.me-button');
  await anna.page.click('form[action="/logout"] button');
  await anna.page.waitForURL('**/login**');
  await other.waitForURL('**/login**');
  await soon(async () => expect(await kept()).toEqual([]));
  // Two sign-in pages that came at once have two forms, of which one holds.
  await other.close();
  await anna.page.goto('/login');
  await anna.page.fill('[name=username]', 'boris');
  await anna.page.fill('[name=password]', defaultPassword);
  await anna.page.press('[name=password]', 'Enter');
  await anna.page.waitForURL(/\/chat\//);
  await anna.page.keyboard.press('Shift');
  const hers = (name: string) => name.includes(`.${annaId}`);
  await soon(async () => expect(await anna.page.evaluate(`localStorage['samovar.reader']`)).toBeDefined());
  expect((await kept()).filter(hers)).toEqual([]);
  expect(await stored('kitchen')).toEqual([]);
});
