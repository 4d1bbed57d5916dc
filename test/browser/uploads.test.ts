/** Files on their way: what breaks them off, and how they go on; a message that waits for them, and nothing else that does. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Page, Request, Route } from 'playwright-core';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, untilTrue } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

let server: TestApp;
let anna: Person;
let page: Page;
/** Where the parts of uploads began, in bytes. */
let offsets: number[] = [];
/** Uploads that were begun. */
let begun = 0;
/** From this offset on, parts wait here while it is set. */
let heldFrom: number | undefined;
let held: Route[] = [];

/** Three parts of 8 MiB and less. */
const film = randomBytes(20 * 1024 ** 2);
const part = 8 * 1024 ** 2;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  anna = await member(server.url, 'anna');
  await anna.context.route('**/api/files/*', async (route) => {
    const offset = offsetOf(route.request());
    if (offset !== undefined) offsets.push(offset);
    if (offset !== undefined && heldFrom !== undefined && offset >= heldFrom) held.push(route);
    else await route.continue().catch(() => undefined);
  });
  anna.context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/files')) begun++;
  });
  page = anna.page;
  await open(page);
});

beforeEach(() => {
  offsets = [];
  begun = 0;
  heldFrom = undefined;
});

afterAll(() => server.close());

const offsetOf = (request: Request) =>
  request.method() === 'PATCH' ? Number(request.headers()['upload-offset']) : undefined;

async function open(shown: Page): Promise<void> {
  await shown.goto('/chat/kitchen');
  await shown.keyboard.press('Shift');
  await shown.locator('#completion').waitFor({ state: 'attached' });
}

const attach = (name: string, buffer: Buffer, shown = page) =>
  shown.locator('.file-picker').setInputFiles([{ name, mimeType: 'application/octet-stream', buffer }]);

const card = (state: string, shown = page) => shown.locator(`.composer .upload-card[data-state=${state}]`);
const waitingCard = (state: string) => page.locator(`#waiting .upload-card[data-state=${state}]`);

async function letGo(): Promise<void> {
  heldFrom = undefined;
  for (const route of held.splice(0)) await route.continue().catch(() => undefined);
}

const isHeld = () => eventually(() => held.length > 0, 'no part was ever held');

async function send(text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

const filesOf = (text: string) =>
  server.database.query<{ name: string; size: number }>(
    'select name, size from files join messages on messages.id = message_id where text = $1 order by place',
    [text],
  );

const arrived = (text: string) =>
  eventually(async () => (await filesOf(text)).length > 0, `${text} was never stored with its file`);

test('sent while it is on its way: the message waits, what is written after it does not', async () => {
  heldFrom = part;
  await attach('film.bin', film);
  await isHeld();
  await card('going').getByText('8.4 MB of 21 MB').waitFor();
  await send('the film');
  await page.locator('#waiting .waiting-note', { hasText: 'Goes as soon as all files are there' }).waitFor();
  await send('words');
  await page.locator('#log .message', { hasText: 'words' }).waitFor();
  expect(await page.locator('#waiting .message').count()).toBe(1);
  await letGo();
  await arrived('the film');
  await page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(await filesOf('the film')).toEqual([{ name: 'film.bin', size: film.length }]);
});

test('a reload in the middle: only the rest is sent, and then the message', async () => {
  heldFrom = part;
  await attach('film.bin', film);
  await isHeld();
  await send('after a reload');
  await page.locator('#waiting .upload-card').waitFor();
  held = [];
  offsets = [];
  heldFrom = undefined;
  await page.reload();
  await page.keyboard.press('Shift');
  await arrived('after a reload');
  expect(offsets).toEqual([part, 2 * part]);
  expect(begun).toBe(1);
});

test('without a network it waits and says so, and goes on by itself', async () => {
  heldFrom = part;
  await attach('film.bin', film);
  await isHeld();
  await anna.context.setOffline(true);
  for (const route of held.splice(0)) await route.abort().catch(() => undefined);
  heldFrom = undefined;
  await card('going').getByText('waits for the connection').waitFor();
  await anna.context.setOffline(false);
  await card('there').waitFor();
  expect(begun).toBe(1);
  await page.locator('.composer .upload-remove').click();
});

test('two tabs bring it once', async () => {
  heldFrom = part;
  await attach('film.bin', film);
  await isHeld();
  const second = await anna.context.newPage();
  await open(second);
  await card('waiting', second).waitFor();
  await letGo();
  await card('there').waitFor();
  await card('there', second).waitFor();
  expect(begun).toBe(1);
  // Sent in one, it is not to be sent in the other.
  await send('once');
  await arrived('once');
  await second.locator('.composer .upload-card').waitFor({ state: 'detached' });
  await second.close();
});

test('a picture that is none is refused: the message says which and why, and goes without it', async () => {
  const whole = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const broken = whole.subarray(0, whole.length * 0.6);
  await page.locator('.file-picker').setInputFiles([
    { name: 'broken.png', mimeType: 'image/png', buffer: broken },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('leeks') },
  ]);
  await page.locator('.composer .upload-card').nth(1).waitFor();
  await send('two files');
  await waitingCard('failed').getByText('Retry').waitFor();
  await page
    .locator('#waiting .waiting-note', { hasText: 'broken.png: This picture cannot be read' })
    .waitFor();
  expect(await waitingCard('failed').locator('.upload-said').textContent()).not.toBe('');
  await waitingCard('failed').locator('.upload-remove').click();
  await arrived('two files');
  expect((await filesOf('two files')).map(({ name }) => name)).toEqual(['notes.txt']);
});

test('given up in its bubble: without a text nothing is left of it', async () => {
  heldFrom = 0;
  await attach('film.bin', film);
  await isHeld();
  await page.press('#text', 'Enter');
  await page.locator('#waiting .upload-remove').click();
  await page.locator('#waiting .message').waitFor({ state: 'detached' });
  await letGo();
  await eventually(
    async () => (await server.database.query('select from files where message_id is null')).length === 0,
    'the server still has it',
  );
});

test('what the server lost before it was sent is brought again', async () => {
  await attach('notes.bin', Buffer.from('leeks'));
  await card('there').waitFor();
  await server.database.query('delete from files where message_id is null');
  await send('lost and found');
  await arrived('lost and found');
  await page.locator('#waiting .message').waitFor({ state: 'detached' });
});

test('where the browser keeps nothing it goes all the same, and says what that means', async () => {
  const guarded = await member(server.url, 'boris');
  await guarded.context.addInitScript({
    content: 'IDBObjectStore.prototype.put = () => { throw new Error("full") }',
  });
  await open(guarded.page);
  await attach('notes.bin', Buffer.from('leeks'), guarded.page);
  await guarded.page.locator('.toast', { hasText: 'no room to keep notes.bin' }).waitFor();
  await card('there', guarded.page).waitFor();
  await guarded.page.fill('#text', 'not kept');
  await guarded.page.press('#text', 'Enter');
  await arrived('not kept');
});

test('who signs out leaves no file behind', async () => {
  const vera = await member(server.url, 'vera');
  await open(vera.page);
  await attach('notes.bin', Buffer.from('leeks'), vera.page);
  await card('there', vera.page).waitFor();
  const kept =
    '(async () => (await indexedDB.databases()).filter(({ name }) => name.includes("files")).length)()';
  expect(await vera.page.evaluate(kept)).toBe(1);
  await vera.page.click('.me-button');
  await vera.page.click('form[action="/logout"] button');
  await vera.page.locator('form[action="/login"]').waitFor();
  await untilTrue(vera.page, `(async () => (await ${kept}) === 0)()`);
});

test('no page complained of anything but the network', () => {
  expect(
    anna.complaints.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket|404/.test(line)),
  ).toEqual([]);
});
