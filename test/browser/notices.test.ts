/** Whoever does not look at a room is told by a notice: pushed, or by a tab that nobody sees; and what a press on one does. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ActivityEntry } from '../../src/shared/activity.js';
import { Delivery } from '../../src/server/delivery/delivery.js';
import { groups } from '../../src/server/delivery/groups.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { allowNotices, NoticeShelf } from '../support/notice-shelf.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let page: Page;
let boris: Visitor;
let shelf: NoticeShelf;
let kitchen: number;
let me: number;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  kitchen = await addRoom(server.database, 'kitchen');
  await addRoom(server.database, 'garden');
  boris = new Visitor(server.url);
  await boris.register('boris');
  anna = await member(server.url, 'anna');
  await anna.context.addInitScript({ content: allowNotices });
  page = anna.page;
  await page.goto('/chat/garden');
  me = Number(await page.locator('body').getAttribute('data-me'));

  shelf = await NoticeShelf.of(anna.context, page);
});

beforeEach(async () => {
  await shelf.clear();
  await shelf.see(true);
});

afterAll(() => server.close());

const say = (text: string) => boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
const texts = async () => (await shelf.notices()).map(({ title, body }) => `${title}: ${body}`);
const expectTexts = (...wanted: string[]) => soon(async () => expect(await texts()).toEqual(wanted));

/** As the server makes one. */
const notice = (seq: number, body: string, more: object = {}) => ({
  ...{ kind: 'show', roomId: kitchen, tag: `room-${kitchen}`, title: 'boris in kitchen', body },
  ...{ path: `/chat/kitchen/${seq}`, seq, messages: 1, isMeant: true, badge: 1, lang: 'en', canReply: true },
  ...more,
});

async function open(path: string): Promise<void> {
  await page.goto(path);
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
}

const lastOf = async (roomId: number) => {
  const rows = await server.database.query<{ text: string; author: string }>(
    `select text, username as author from messages join users on users.id = author_id where room_id = $1 order by seq desc limit 1`,
    [roomId],
  );
  return rows[0];
};

describe('What is pushed', () => {
  test('of one room is one notice: what calls rings again, the rest is silent, and the newest stays', async () => {
    await shelf.push(notice(1, 'hello'));
    await expectTexts('boris in kitchen: hello');
    const [first] = await shelf.notices();
    expect(first).toMatchObject({ renotify: true, tag: `room-${kitchen}` });
    expect(first!.actions).toEqual([
      { action: 'reply', title: 'Reply', type: 'text', placeholder: 'Your reply' },
      { action: 'read', title: 'Mark as read' },
    ]);
    await shelf.push(notice(3, 'two more', { isMeant: false, lang: 'ru', canReply: false }));
    await expectTexts('boris in kitchen: two more');
    const [second] = await shelf.notices();
    expect(second).toMatchObject({ silent: true });
    expect(second!.actions!.map(({ title }) => title)).toEqual(['Отметить прочитанным']);
    await shelf.push(notice(2, 'late'));
    await shelf.push(notice(9, 'elsewhere', { roomId: 999, tag: 'room-999' }));
    await expectTexts('boris in kitchen: two more', 'boris in kitchen: elsewhere');
  });

  test('goes when it was read elsewhere, and a test notice is shown', async () => {
    await shelf.push(notice(1, 'hello'));
    await shelf.push(notice(1, 'stays', { roomId: 999, tag: 'room-999' }));
    await expectTexts('boris in kitchen: hello', 'boris in kitchen: stays');
    await shelf.push({ kind: 'close', tags: [`room-${kitchen}`], badge: 0 });
    await expectTexts('boris in kitchen: stays');
    await shelf.push({ kind: 'test', title: 'Samovar', body: 'It works.', path: '/account/devices' });
    await expectTexts('boris in kitchen: stays', 'Samovar: It works.');
  });

  test('is not shown of the room before the reader’s eyes', async () => {
    await open('/chat/kitchen');
    await page.locator('#room-list a', { hasText: 'garden' }).click();
    await page.locator('#room-name', { hasText: 'garden' }).waitFor();
    await shelf.push(notice(4, 'I am in the garden'));
    await expectTexts('boris in kitchen: I am in the garden');
    await page.locator('#room-list a', { hasText: 'kitchen' }).click();
    await page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
    await expectTexts();
    await shelf.push(notice(5, 'I see it'));
    await shelf.push(notice(1, 'another room', { roomId: 999, tag: 'room-999' }));
    await expectTexts('boris in kitchen: another room');
    await shelf.see(false);
    await shelf.push(notice(6, 'I do not'));
    await expectTexts('boris in kitchen: another room', 'boris in kitchen: I do not');
  });
});

describe('A press', () => {
  beforeEach(async () => {
    await shelf.see(false);
    await shelf.push(notice(1, 'hello'));
    await expectTexts('boris in kitchen: hello');
  });

  test('shows the message in the window that is open, without a reload', async () => {
    await say('come here');
    await open('/chat/garden');
    await page.evaluate('window.isTheSame = true');
    await shelf.press('room-');
    await page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/chat/kitchen/1');
    expect(await page.evaluate('window.isTheSame')).toBe(true);
    expect(await shelf.opened()).toEqual([]);
    await expectTexts();
  });

  test('opens a window where none of the chat is open', async () => {
    await page.goto('/account');
    await shelf.press('room-');
    expect(await shelf.opened()).toEqual(['/chat/kitchen/1']);
  });

  test('on Reply sends what was written, and marks the room as read', async () => {
    await open('/chat/garden');
    await say('a question');
    await shelf.press('room-', 'reply', 'an answer from outside');
    expect(await lastOf(kitchen)).toEqual({ text: 'an answer from outside', author: 'anna' });
    await expectTexts();
    const [row] = await server.database.query<{ read: number }>(
      'select last_read_seq as read from memberships where room_id = $1 and user_id = $2',
      [kitchen, me],
    );
    expect(Number(row!.read)).toBeGreaterThan(0);
  });

  test('a reply that does not arrive stays as a notice, and a press on that leads to the room with the text', async () => {
    await open('/chat/garden');
    await shelf.refuse('/messages');
    await shelf.press('room-', 'reply', 'not lost');
    const unsent = 'Not sent. Press here to try again in the room.: not lost';
    await expectTexts(unsent);
    await shelf.press('unsent-');
    await page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
    await soon(async () => expect(await page.inputValue('#text')).toBe('not lost'));
    await page.fill('#text', '');
    await expectTexts();
  });
});

describe('A tab that nobody sees', () => {
  let second: Page;

  /** What ACT tells a person of. */
  const ring = (text: string, seq: number, rings = true) => {
    const author = { id: 1, username: 'boris', role: 'member' } as const;
    const room = { id: kitchen, address: 'kitchen', name: 'kitchen' };
    const message = { id: seq, seq, author, text };
    const of = {
      people: [author],
      others: 0,
      messages: 1,
      ids: [seq],
      at: new Date().toISOString(),
      read: false,
    };
    const entry: ActivityEntry = { id: seq, kind: 'mention', room, message, ...of };
    const unread = { all: 1, mention: 1, answer: 0, reaction: 0, thread: 0, private: 0 };
    server.app.get(Delivery).send(groups.inbox(me), 'activity', { entry, unread, rings });
  };

  const see = async (isSeen: boolean) => {
    await shelf.see(isSeen);
    for (const tab of [page, second])
      await tab.evaluate(
        `window.isUnseen = ${!isSeen}; document.dispatchEvent(new Event('visibilitychange'))`,
      );
  };

  beforeAll(async () => {
    second = await anna.context.newPage();
    await second.goto('/chat/garden');
    await open('/chat/garden');
    for (const tab of [page, second])
      await tab.evaluate(`navigator.locks.query().then(({ held, pending }) => held.length + pending.length)`);
  });

  test('tells once of what calls, however many there are, and not while one is seen', async () => {
    await see(true);
    ring('seen', 20);
    await see(false);
    ring('quietly', 21, false);
    ring('not seen', 22);
    await expectTexts('boris in #kitchen: not seen');
    expect(await shelf.shownTimes()).toBe(1);
  });

  test('tells of all in a room where the reader wants to hear of all, silently, until it is read', async () => {
    await see(false);
    await server.database.query(`update memberships set level = 'all' where room_id = $1 and user_id = $2`, [
      kitchen,
      me,
    ]);
    await open('/chat/garden');
    await see(false);
    await say('for everybody');
    await expectTexts('kitchen: boris: for everybody');
    const phone = await Tab.open(server.url, await cookiesOf(anna));
    await phone.join('kitchen');
    await phone.ask('read', { roomId: kitchen, seq: 100 });
    await expectTexts();
    phone.close();
  });
});

const cookiesOf = async ({ context }: Person) =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

test('nothing complained', () => expect(anna.complaints).toEqual([]));
