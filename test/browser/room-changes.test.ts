/** What an administrator changes about a room shows on the pages of those who have it open. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, pressJoin } from '../support/browser.js';
import { addRoom, addUser } from '../support/factories.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';

let server: TestApp;
let anna: Person;
let adam: SignedInUser;

beforeAll(async () => {
  server = await startApp();
  adam = await addUser(server.database, 'adam', 'admin');
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

let rooms = 0;

/** A room of its own for each try. */
const enter = async (name: string) => {
  const room = `${name}${++rooms}`;
  const roomId = await addRoom(server.database, room);
  await anna.page.goto(`/chat/${room}`);
  await anna.page.locator('.people [data-user]').first().waitFor();
  await pressJoin(anna.page);
  return roomId;
};
const change = (roomId: number, wanted: Parameters<RoomManagement['change']>[2]) =>
  server.app.get(RoomManagement).change(adam, roomId, wanted);

test('a new name stands in the heading, the sidebar and the address, and messages link to it', async () => {
  const { page } = anna;
  const roomId = await enter('before');
  const after = `after${rooms}`;
  await change(roomId, { name: after });
  await page.locator('#room-name', { hasText: after }).waitFor();
  await page.locator(`#room-list a[href="/chat/${after}"]`, { hasText: after }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/chat/${after}`);
  await page.fill('#text', 'still here');
  await page.press('#text', 'Enter');
  await page.locator(`#log .message a[href="/chat/${after}/1#m1"]`).first().waitFor();
  await page.reload();
  await page.locator('#log .message', { hasText: 'still here' }).waitFor();
});

test('what changed while the page was away is shown when it is back, under the new name, too', async () => {
  const { page, context } = anna;
  const roomId = await enter('old');
  await page.locator('#room-list a[aria-current]').waitFor();
  await context.setOffline(true);
  await page.evaluate(`window.dispatchEvent(new Event('offline'))`);
  await page.locator('#status', { hasText: 'You are offline' }).waitFor();
  await page.fill('#text', 'written meanwhile');
  await page.press('#text', 'Enter');
  await change(roomId, { name: `new${rooms}`, topic: 'All is new' });
  await context.setOffline(false);
  await page.locator('#room-name', { hasText: `new${rooms}` }).waitFor();
  await page.locator('#topic', { hasText: 'All is new' }).waitFor();
  await page.locator('#log .message', { hasText: 'written meanwhile' }).waitFor();
  anna.complaints.splice(0); // The browser writes down every attempt without a network.
});

test('an archived room says so in place of the message field, keeps what was written there, and comes back', async () => {
  const { page } = anna;
  const roomId = await enter('attic');
  await page.fill('#text', 'half a sen');
  await change(roomId, { archived: true });
  await page.locator('.composer-area .notice', { hasText: 'This room is archived' }).waitFor();
  await page.locator('#composer').waitFor({ state: 'hidden' });
  await change(roomId, { archived: false });
  await page.locator('#composer').waitFor();
  expect(await page.inputValue('#text')).toBe('half a sen');
  expect(await page.locator('.composer-area .notice', { hasText: 'archived' }).count()).toBe(0);
});

test('a room that becomes the administrators’ to write in says so, and whoever loses it is told', async () => {
  const { page } = anna;
  const roomId = await enter('gazette');
  await change(roomId, { posting: 'admins' });
  await page.locator('.composer-area .notice', { hasText: 'Only keepers of this room' }).waitFor();
  await change(roomId, { access: 'admins' });
  await page.locator('#status', { hasText: 'no longer open to you' }).waitFor();
  await page.locator(`#room-list li[data-room="${roomId}"]`).waitFor({ state: 'detached' });
  expect(anna.complaints).toEqual([]);
});
