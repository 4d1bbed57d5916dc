/** The server goes away and comes back while somebody writes. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

let database: TestDatabase;
let server: TestApp;
let anna: Person;
let boris: Person;

beforeEach(async () => {
  database = await createTestDatabase();
  server = await startApp({}, database);
  await addRoom(database, 'kitchen');
  anna = await member(server.url, 'anna');
  boris = await member(server.url, 'boris');
  for (const { page } of [anna, boris]) {
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
  }
});

afterEach(async () => {
  await server.close();
  await database.drop();
});

const texts = ({ page }: Person) => page.locator('#log .message .message-text').allTextContents();

async function write({ page }: Person, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    await page.fill('#text', line);
    await page.press('#text', 'Enter');
  }
}

/** The same server again, at the same address. */
async function restart(): Promise<void> {
  server = await startApp({ PORT: new URL(server.url).port }, database);
}

test('what is written meanwhile waits, and is there once and in order for everybody', async () => {
  await write(anna, 'before');
  await boris.page.locator('#log .message', { hasText: 'before' }).waitFor();
  await server.close();
  await anna.page.locator('#status', { hasText: 'Reconnecting…' }).waitFor();
  await write(anna, 'one', 'two', 'three');
  await soon(async () => expect(await anna.page.locator('#waiting .pending').count()).toBe(3));
  await restart();
  const all = ['before', 'one', 'two', 'three'];
  await anna.page.locator('#log .message', { hasText: 'three' }).waitFor();
  await boris.page.locator('#log .message', { hasText: 'three' }).waitFor();
  await soon(async () => {
    expect(await texts(anna)).toEqual(all);
    expect(await texts(boris)).toEqual(all);
  });
  await anna.page.locator('#waiting .message').waitFor({ state: 'detached' });
  await anna.page.reload();
  expect(await texts(anna)).toEqual(all);
});

test('what was not sent yet survives that the page is closed', async () => {
  await server.close();
  await anna.page.locator('#status', { hasText: 'Reconnecting…' }).waitFor();
  await write(anna, 'kept', '/me comes back');
  await soon(async () => expect(await anna.page.locator('#waiting .pending').count()).toBe(2));
  await close(anna.page);
  await restart();
  const again = await anna.context.newPage();
  await again.goto('/chat/kitchen');
  await boris.page.locator('#log .action', { hasText: 'anna comes back' }).waitFor();
  expect(await texts(boris)).toEqual(['kept', '* anna comes back']);
});

test('a draft survives a reload', async () => {
  await anna.page.fill('#text', 'half a sent');
  await anna.page.reload();
  await soon(async () => expect(await anna.page.inputValue('#text')).toBe('half a sent'));
});
