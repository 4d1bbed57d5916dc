/** From room to room without a reload: history, focus, drafts, the outbox and the one connection. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'playwright-core';
import type { LobbyView } from '../../src/shared/lobby.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person, untilTrue } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  server = await startApp();
  for (const name of ['kitchen', 'garden']) await addRoom(server.database, name);
  boris = new Visitor(server.url);
  await boris.register('boris');
  await say('kitchen', 'tea is ready');
  await say('garden', 'roses are out');
  anna = await member(server.url, 'anna');
  for (const room of ['kitchen', 'garden']) {
    await anna.page.goto(`/chat/${room}`);
    await isHere(room);
  }
  anna.page.on('websocket', (socket) => sockets.push(socket));
});

afterAll(() => server.close());

const say = (room: string, text: string) =>
  boris.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });
const link = (room: string) => anna.page.locator('.sidebar .room-link', { hasText: room });
const hasMark = () => anna.page.evaluate<boolean>('window.mark === true');

async function isHere(room: string, { page } = anna): Promise<void> {
  await page.locator('#room-name', { hasText: room }).waitFor();
  await page.locator('.people [data-username], .people .hint').first().waitFor();
}

beforeEach(async () => {
  await anna.page.goto('about:blank');
  sockets.length = 0;
  await anna.page.goto('/chat/kitchen');
  await isHere('kitchen');
  await anna.page.evaluate('window.mark = true');
  // That of this page; who is online may be told by the page before it is there.
  await eventually(() => sockets.length > 0, 'The page never connected.');
  sockets.length = 0;
});

test('a link shows the other room in the same page, over the same connection', async () => {
  await link('garden').click();
  await isHere('garden');
  expect(await hasMark()).toBe(true);
  expect(new URL(anna.page.url()).pathname).toBe('/chat/garden');
  expect(await anna.page.title()).toBe('#garden · Samovar');
  expect(await anna.page.locator('#log .message-text').first().textContent()).toBe('roses are out');
  expect(await link('garden').getAttribute('aria-current')).toBe('page');
  expect(await anna.page.locator('.sidebar [aria-current]').count()).toBe(1);
  await anna.page.locator('#text:focus').waitFor();
  await say('garden', 'live in the garden');
  await anna.page.locator('#log .message', { hasText: 'live in the garden' }).waitFor();
  await say('kitchen', 'not here');
  await link('kitchen').locator('[data-unread-count]', { hasText: '1' }).waitFor();
  expect(await anna.page.locator('#log .message', { hasText: 'not here' }).count()).toBe(0);
  expect(sockets).toEqual([]);
});

test('back and forward go through the rooms and the lobby; a reload stays where one is', async () => {
  await link('garden').click();
  await isHere('garden');
  await anna.page.click('.all-rooms');
  await anna.page.locator('.room-card', { hasText: 'kitchen' }).waitFor();
  expect(await anna.page.title()).toContain('Rooms');
  await anna.page.goBack();
  await isHere('garden');
  await anna.page.goBack();
  await isHere('kitchen');
  await anna.page.goForward();
  await isHere('garden');
  await anna.page.goForward();
  await anna.page.locator('.room-card', { hasText: 'kitchen' }).click();
  await isHere('kitchen');
  expect(await hasMark()).toBe(true);
  expect(sockets).toEqual([]);
  await anna.page.reload();
  await isHere('kitchen');
});

test('whoever goes on has left the room, stays one of its people, and is in the other one', async () => {
  const vera = await member(server.url, 'vera');
  await vera.page.goto('/chat/kitchen');
  await vera.page.locator('.people [data-username=anna]').waitFor();
  await link('garden').click();
  await soon(async () => {
    const answer = await vera.page.request.get('/api/lobby');
    const { mine } = (await answer.json()) as LobbyView;
    expect(mine.find(({ room }) => room.name === 'kitchen')!.online).toBe(1);
  });
  await vera.page.locator('#people-list [data-username=anna]').waitFor();
  await vera.page.locator('.sidebar .all-rooms').click();
  await vera.page.locator('.room-card', { hasText: 'garden' }).click();
  await vera.page.locator('.people [data-username=anna]').waitFor();
  expect(vera.complaints).toEqual([]);
  await close(vera.context);
});

test('each room keeps its draft', async () => {
  await anna.page.fill('#text', 'half a sent');
  await link('garden').click();
  await isHere('garden');
  await soon(async () => expect(await anna.page.inputValue('#text')).toBe(''));
  await link('kitchen').click();
  await isHere('kitchen');
  await soon(async () => expect(await anna.page.inputValue('#text')).toBe('half a sent'));
  await anna.page.fill('#text', '');
});

test('what was written goes out while another room is open, in order and once', async () => {
  for (let index = 1; index <= 5; index++) {
    await anna.page.fill('#text', `on its way ${index}`);
    await anna.page.press('#text', 'Enter');
  }
  await link('garden').click();
  await isHere('garden');
  await untilTrue(anna.page, `!Object.keys(localStorage).some((key) => key.includes('outbox'))`);
  await link('kitchen').click();
  await isHere('kitchen');
  await anna.page.locator('#log .message', { hasText: 'on its way 5' }).waitFor();
  const texts = await anna.page.locator('#log .message-text').allTextContents();
  expect(texts.filter((text) => text.startsWith('on its way'))).toEqual(
    [1, 2, 3, 4, 5].map((index) => `on its way ${index}`),
  );
  expect(await anna.page.locator('#waiting .message').count()).toBe(0);
});

test('what an earlier visit left for one room goes out from another', async () => {
  const unsent = { clientId: crypto.randomUUID(), text: 'left behind', createdAt: new Date().toISOString() };
  const me = await anna.page.locator('body').getAttribute('data-me');
  const roomId = await anna.page.locator('#main').getAttribute('data-room');
  await link('garden').click();
  await isHere('garden');
  await anna.page.evaluate(
    `localStorage.setItem('samovar.outbox.${me}.${roomId}.${unsent.clientId}', ${JSON.stringify(JSON.stringify(unsent))})`,
  );
  await anna.page.reload();
  await untilTrue(anna.page, `!Object.keys(localStorage).some((key) => key.includes('outbox'))`);
  await link('kitchen').click();
  await anna.page.locator('#log .message', { hasText: 'left behind' }).waitFor();
});

test('a click with Ctrl still opens a tab', async () => {
  const opened = anna.context.waitForEvent('page');
  await link('garden').click({ modifiers: ['ControlOrMeta'] });
  // What it shows is the browser's doing: under load Chromium may lose a page that it opens so, or never say it is closed.
  await opened;
  expect(await hasMark()).toBe(true);
  expect(new URL(anna.page.url()).pathname).toBe('/chat/kitchen');
});

test('a room that is gone is a page that says so', async () => {
  // Somebody whose pointer has never rested on the link: a page fetched ahead would still be shown.
  const cellar = `cellar ${randomUUID().slice(0, 8)}`;
  const roomId = await addRoom(server.database, cellar);
  const vera = await member(server.url, 'vera');
  for (const room of [cellar, 'kitchen']) {
    await vera.page.goto(`/chat/${room}`);
    await isHere(room, vera);
  }
  await server.database.query(`update rooms set access = 'private' where id = $1`, [roomId]);
  await server.database.query('delete from memberships where room_id = $1', [roomId]);
  await vera.page.locator('.sidebar .room-link', { hasText: cellar }).click();
  await vera.page.locator('h1', { hasText: 'No such room' }).waitFor();
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
