/** Reactions: exact counts, mine marked, who reacted, and a picker that is searched in one's own language. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import type { Locator } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { NoticeSettingsService } from '../../src/server/notices/notice-settings.service.js';
import { EmojiService } from '../../src/server/emoji/emoji.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { movingGif } from '../support/pictures.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Person;
let vera: Visitor;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  anna = await member(server.url, 'anna');
  boris = await member(server.url, 'boris', { locale: 'ru-RU' });
  vera = new Visitor(server.url);
  await vera.register('vera');
  for (const { page } of [anna, boris]) {
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
  }
  await anna.page.fill('#text', 'what do you think?');
  await anna.page.press('#text', 'Enter');
  await boris.page.locator('#m1').waitFor();
});

afterAll(() => server.close());

const chip = ({ page }: Person, emoji: string): Locator => page.locator(`#m1 [data-emoji="${emoji}"]`);

async function pick({ page }: Person, query: string): Promise<void> {
  await page.locator('#m1').hover();
  await page.click('.message-toolbar [data-do=react]');
  await page.locator('.emoji-grid').nth(2).waitFor();
  await page.fill('.emoji-picker input', query);
  await page.locator('.emoji-grid button').first().waitFor();
  await page.press('.emoji-picker input', 'Enter');
}

test('found by its name in either language, it shows in both windows and is mine in one', async () => {
  await pick(boris, 'алое сердце');
  await chip(boris, '❤️').waitFor();
  expect(await chip(boris, '❤️').getAttribute('aria-pressed')).toBe('true');
  await chip(anna, '❤️').waitFor();
  expect(await chip(anna, '❤️').getAttribute('aria-pressed')).toBe('false');
  expect(await chip(anna, '❤️').getAttribute('aria-label')).toBe('❤️ 1: boris');
  await chip(anna, '❤️').click();
  await boris.page.locator('#m1 [data-emoji="❤️"]', { hasText: '2' }).waitFor();
  await soon(async () => {
    expect(await chip(boris, '❤️').getAttribute('data-tip')).toBe('вы и anna');
    expect(await chip(anna, '❤️').getAttribute('data-tip')).toBe('boris and you');
  });
});

test('a click takes back; when nobody is left the chip goes', async () => {
  await chip(anna, '❤️').click();
  await boris.page.locator('#m1 [data-emoji="❤️"]', { hasText: '1' }).waitFor();
  await chip(boris, '❤️').click();
  for (const person of [anna, boris]) await chip(person, '❤️').waitFor({ state: 'detached' });
});

test('whoever reads in Russian finds by the English name, too', async () => {
  await pick(boris, 'popper');
  await chip(boris, '🎉').waitFor();
  await chip(boris, '🎉').click();
  await chip(boris, '🎉').waitFor({ state: 'detached' });
});

test('the last used comes first', async () => {
  await pick(anna, 'rocket');
  await chip(anna, '🚀').waitFor();
  await pick(anna, 'party popper');
  await chip(anna, '🎉').waitFor();
  await anna.page.locator('#m1').hover();
  await anna.page.click('.message-toolbar [data-do=react]');
  await soon(async () => {
    const first = await anna.page.locator('.emoji-grid').first().locator('button').allTextContents();
    expect(first.slice(0, 2)).toEqual(['🎉', '🚀']);
  });
  await anna.page.keyboard.press('Escape');
});

test('two people toggle at once, many times: both windows end with the same, exact state', async () => {
  // A third one, who stays, keeps the chip on the page.
  const tab = await Tab.open(server.url, vera.cookieHeader);
  await tab.join('kitchen');
  const messageId = Number(await anna.page.locator('#m1').getAttribute('data-id'));
  await tab.must('react', { messageId, emoji: '🎉', on: true });
  await boris.page.locator('#m1 [data-emoji="🎉"]', { hasText: '2' }).waitFor();
  const toggle = async (person: Person, times: number) => {
    for (let turn = 0; turn < times; turn++) await chip(person, '🎉').click();
  };
  // Anna's is there already: seven clicks take it away. Boris's is not: seven clicks add it.
  await Promise.all([toggle(anna, 7), toggle(boris, 7)]);
  const rows = () =>
    server.database.query<{ username: string }>(
      `select username from reactions r join users u on u.id = r.user_id where emoji = '🎉' order by username`,
    );
  const inWindow = async (person: Person) =>
    ((await chip(person, '🎉').getAttribute('data-who')) ?? '')
      .split(' ')
      .filter(Boolean)
      .map((entry) => entry.split(':')[1])
      .sort();
  await soon(async () => {
    const stored = (await rows()).map(({ username }) => username);
    expect(stored).toEqual(['boris', 'vera']);
    for (const person of [anna, boris]) expect(await inWindow(person)).toEqual(stored);
    expect(await chip(anna, '🎉').getAttribute('aria-pressed')).toBe('false');
    expect(await chip(boris, '🎉').getAttribute('aria-pressed')).toBe('true');
  });
  tab.close();
});

test('one of very many is mine although I am not named: it says so, is taken back, and comes back', async () => {
  const messageId = Number(await anna.page.locator('#m1').getAttribute('data-id'));
  await server.database.query(
    `insert into users (username, username_key, password_hash)
     select 'crowd' || n, 'crowd' || n, 'none' from generate_series(1, 70) n on conflict do nothing`,
  );
  await server.database.query(
    `insert into reactions (message_id, emoji, user_id, created_at)
     select $1, '🎂', id, now() - interval '1 hour' from users where username like 'crowd%' on conflict do nothing`,
    [messageId],
  );
  const tab = await Tab.open(server.url, vera.cookieHeader);
  await tab.join('kitchen');
  await tab.must('react', { messageId, emoji: '🎂', on: true });
  const cake = chip(anna, '🎂');
  const is = (count: number, isMine: boolean) =>
    soon(async () => {
      expect(await cake.locator('.reaction-count').textContent()).toBe(String(count));
      expect(await cake.getAttribute('aria-pressed')).toBe(String(isMine));
    });
  await is(71, false);
  expect(await cake.getAttribute('data-tip')).toMatch(/^crowd.* and 63 more$/);
  await cake.click();
  await is(72, true);
  await anna.page.reload();
  await is(72, true);
  expect(await cake.getAttribute('data-tip')).toMatch(/^you, crowd.* and 64 more$/);
  await cake.click();
  await is(71, false);
  tab.close();
});

test('one of the server’s own: completed while typing, shown in a text and as a reaction, and it moves when pointed at', async () => {
  const service = server.app.get(EmojiService);
  const [admin] = await server.database.query<SignedInUser>(
    "select id, username, 'admin' as role from users where username = 'anna'",
  );
  const moving = await movingGif();
  await service.add(admin!, 'kettle_on', Readable.from([moving]));
  const { page } = anna;
  await page.fill('#text', '');
  await page.locator('#text').pressSequentially('tea :kett');
  await page.locator('.completion img[alt=":kettle_on:"]').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.inputValue('#text')).toBe('tea :kettle_on: ');
  await page.keyboard.press('Enter');
  const inText = boris.page.locator('#log .message-text img[alt=":kettle_on:"]');
  await inText.waitFor();
  expect(await inText.getAttribute('src')).not.toContain('?moving');
  await inText.hover();
  await soon(async () => expect(await inText.getAttribute('src')).toMatch(/\?moving$/));
  await boris.page.locator('#text').hover();
  await soon(async () => expect(await inText.getAttribute('src')).not.toContain('?moving'));
  await page.locator('#m1').hover();
  await page.click('.message-toolbar [data-do=react]');
  await page.locator('.emoji-grid img[alt=":kettle_on:"]').waitFor();
  await page.fill('.emoji-picker input', 'kettle on');
  await page.press('.emoji-picker input', 'Enter');
  for (const person of [anna, boris]) await chip(person, ':kettle_on:').locator('img').waitFor();
  await page.click('.emoji-button');
  await page.click('.emoji-moving');
  await page.reload();
  await page.keyboard.press('Shift');
  await chip(anna, ':kettle_on:').locator('img[src$="?moving"]').waitFor();
  // On all devices: chosen otherwise on another one, they stand still here at once.
  const [me] = await server.database.query<{ id: number; moves_emoji: boolean }>(
    "select id, moves_emoji from users join notice_settings on user_id = id where username = 'anna'",
  );
  expect(me!.moves_emoji).toBe(true);
  await page.locator('#text').hover();
  const settings = server.app.get(NoticeSettingsService, { strict: false });
  await settings.change({ id: me!.id, username: 'anna', role: 'member' }, { movesEmoji: false });
  await chip(anna, ':kettle_on:').locator('img[src$=".webp"]').waitFor();
  await chip(anna, ':kettle_on:').click();
  for (const person of [anna, boris]) await chip(person, ':kettle_on:').waitFor({ state: 'detached' });
  // As where it was removed.
  await boris.page.evaluate(`document.querySelector('#log .message-text img').src = 'data:,'`);
  await boris.page.locator('#log .message-text', { hasText: 'tea :kettle_on:' }).waitFor();
});

test('nothing complained', () => {
  expect([...anna.complaints, ...boris.complaints]).toEqual([]);
});
