/** Unread counts: in the sidebar, the lobby, the title, and on the reader's other tabs. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person, untilTrue } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;
let kitchen: number;

beforeAll(async () => {
  server = await startApp();
  kitchen = await addRoom(server.database, 'kitchen');
  await addRoom(server.database, 'garden');
  boris = new Visitor(server.url);
  await boris.register('boris');
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

const say = (room: string, text: string) =>
  boris.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });
const isJoined = (page: Page) => page.locator('.people [data-user]').first().waitFor();
const badge = (page: Page, room: string) =>
  page.locator(`li[data-room][data-name="${room}"] [data-unread-badge]`);

test('a room that moves on while one looks elsewhere is counted; reading it clears the count on every tab', async () => {
  await anna.page.goto('/chat/kitchen');
  await isJoined(anna.page);
  await anna.page.goto('/chat/garden');
  await isJoined(anna.page);
  const lobby = await anna.context.newPage();
  await lobby.goto('/chat/');
  await say('kitchen', 'one');
  await say('kitchen', 'two');
  for (const page of [anna.page, lobby]) {
    await badge(page, 'kitchen').filter({ hasText: '2' }).waitFor();
    // Not meant for her: a dot, and no number.
    await soon(async () => expect(await page.title()).toMatch(/^• /));
  }
  const reading = await anna.context.newPage();
  await reading.goto('/chat/kitchen');
  expect(await reading.locator('.new-line').count()).toBe(0);
  for (const page of [anna.page, lobby, reading]) {
    await badge(page, 'kitchen').waitFor({ state: 'hidden' });
    await soon(async () => expect(await page.title()).not.toMatch(/^[(•]/));
  }
  await close(lobby);
  await close(reading);
});

const openRoom = async (room: string) => {
  await anna.page.goto(`/chat/${room}`);
  await isJoined(anna.page);
};
const icon = async () => decodeURIComponent((await anna.page.getAttribute('link[rel=icon]', 'href'))!);

test('a mention is marked, at once and on the next visit; the icon shows the count', async () => {
  await openRoom('garden');
  const plain = await icon();
  await say('kitchen', 'anybody?');
  await badge(anna.page, 'kitchen').filter({ hasText: '1' }).waitFor();
  await untilTrue(anna.page, `document.querySelector('link[rel=icon]').href.includes('circle')`);
  expect(await icon()).toContain('<circle');
  const mark = badge(anna.page, 'kitchen').locator('[data-mention]');
  expect(await mark.isVisible()).toBe(false);
  await say('kitchen', 'tea, @anna?');
  await mark.waitFor();
  await soon(async () => expect(await icon()).toContain('>1</text>'));
  await anna.page.reload();
  await mark.waitFor();
  await openRoom('kitchen');
  await badge(anna.page, 'kitchen').waitFor({ state: 'hidden' });
  await soon(async () => expect(await icon()).toBe(plain));
});

test("one's own message from another tab is not unread", async () => {
  await openRoom('garden');
  // Not read there, so that only the authors can tell whose messages these are.
  const sent = { text: 'from elsewhere', clientId: crypto.randomUUID() };
  const form = { _csrf: (await anna.page.getAttribute('meta[name=csrf-token]', 'content'))!, ...sent };
  await anna.page.request.post('/chat/kitchen/messages', { form });
  await say('kitchen', 'an answer');
  await badge(anna.page, 'kitchen').filter({ hasText: '1' }).waitFor();
  await anna.page.waitForTimeout(500);
  expect(await badge(anna.page, 'kitchen').locator('[data-unread-count]').textContent()).toBe('1');
  await openRoom('kitchen');
  await badge(anna.page, 'kitchen').waitFor({ state: 'hidden' });
});

test('a conversation that begins is in the sidebar at once, in the colours of the other person', async () => {
  await openRoom('garden');
  const vera = new Visitor(server.url);
  await vera.register('vera');
  await vera.post('/chat/', { room: '@anna' });
  await vera.post('/chat/@anna/messages', { text: 'psst', clientId: crypto.randomUUID() });
  const row = anna.page.locator('#direct-list li', { hasText: 'vera' });
  await row.locator('[data-unread-count]', { hasText: '1' }).waitFor();
  const tint = /tint-\d+/.exec((await row.locator('.avatar').getAttribute('class'))!)![0];
  await row.click();
  await anna.page.locator('#room-name', { hasText: 'vera' }).waitFor();
  await anna.page.locator('#log .message', { hasText: 'psst' }).waitFor();
  expect(await anna.page.locator('#log .message .avatar').first().getAttribute('class')).toContain(tint);
  await anna.page.reload();
  await soon(async () => expect(await row.locator('.avatar').getAttribute('class')).toContain(tint));
  await badge(anna.page, 'vera').waitFor({ state: 'hidden' });
});

test('what came while the connection was away is counted when it is back', async () => {
  await openRoom('garden');
  await anna.context.setOffline(true);
  await anna.page.evaluate(`window.dispatchEvent(new Event('offline'))`);
  await anna.page.locator('#status:not(:empty)').waitFor();
  await say('kitchen', 'meanwhile');
  await anna.context.setOffline(false);
  await badge(anna.page, 'kitchen').filter({ hasText: '1' }).waitFor();
  await openRoom('kitchen');
  await badge(anna.page, 'kitchen').waitFor({ state: 'hidden' });
  anna.complaints.splice(0); // The browser writes down every attempt without a network.
});

test('a line shows where one stopped', async () => {
  await say('kitchen', 'three');
  await anna.page.goto('/chat/kitchen');
  expect(await anna.page.locator('.new-line + .message .message-text').textContent()).toBe('three');
});

test('the open lobby lists a new room and a conversation that begins, and filters by name', async () => {
  await anna.page.goto('/chat/');
  await boris.post('/chat/', { room: 'Attic' });
  await say('Attic', '/pm anna up here');
  await anna.page.locator('#direct-cards .room-card', { hasText: 'boris' }).waitFor();
  await anna.page.locator('.room-card', { hasText: 'Attic' }).waitFor();
  await anna.page.fill('#room', 'atti');
  await anna.page.locator('.room-card', { hasText: 'garden' }).waitFor({ state: 'hidden' });
  await soon(async () => expect(await anna.page.locator('.room-card:visible').count()).toBe(1));
  await anna.page.locator('#enter-hint', { hasText: 'no such room' }).waitFor();
});

test('somebody who is put out of an open room may look on, but does not belong to it and cannot write', async () => {
  await anna.page.goto('/chat/kitchen');
  await isJoined(anna.page);
  const [{ id }] = (await server.database.query<{ id: string }>(
    `select id from users where username = 'anna'`,
  )) as [{ id: string }];
  await server.app.get(Departures).depart(kitchen, Number(id));
  await anna.page.locator('#join-bar button').waitFor();
  await anna.page.locator('#composer').waitFor({ state: 'hidden' });
  await anna.page.locator('#room-list [data-looking]').waitFor();
  await say('kitchen', 'after that');
  await anna.page.locator('#log .message', { hasText: 'after that' }).waitFor();
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
