/** What the pages weigh on the wire, and that they may be kept. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get, type IncomingMessage } from 'node:http';
import type { Page, Route } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
  await member(server.url, 'anna');
  for (const name of ['joan', 'olga', 'samuel', 'peter']) await addUser(server.database, name);
  const names = ['kitchen', 'garden', ...Array.from({ length: 28 }, (_, n) => `room number ${n}`)];
  for (const [place, name] of names.entries()) await fill(name, place + 1);
});

afterAll(() => server.close());

const words =
  'the first leeks came up over weekend and rain barrel by plot seven is full again so take what you need before it turns green bring gloves long rake if have one'.split(
    ' ',
  );

/** A room of which everybody is a member, and sixty messages in it that do not repeat each other. */
async function fill(name: string, seed: number): Promise<void> {
  const { database } = server;
  const roomId = await addRoom(database, name);
  await database.query('insert into memberships (room_id, user_id) select $1, id from users', [roomId]);
  let state = seed * 7_919;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  const texts = Array.from({ length: 60 }, () =>
    Array.from({ length: 4 + random(16) }, () => words[random(words.length)]).join(' '),
  );
  await fillRoom(database, roomId, 0, texts.length);
  await database.query(
    `update messages set text = texts.text, author_id = (select id from users order by id offset seq * 7 % 5 limit 1)
     from unnest($2::text[]) with ordinality texts(text, n) where room_id = $1 and seq = n`,
    [roomId, texts],
  );
}

interface File {
  message: IncomingMessage;
  body: Buffer;
}

/** As it comes over the wire; `fetch` would decompress it. */
const fetchFile = (address: string, encoding: string, headers: Record<string, string> = {}) =>
  new Promise<File>((resolve, reject) => {
    get(server.url + address, { headers: { ...headers, 'accept-encoding': encoding } }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });

/** Bytes of the head of an answer, as far as it can be told: its lines as they were sent. */
const headOf = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.reduce((sum, text) => sum + text.length + 2, 'HTTP/1.1 200 OK\r\n\r\n'.length);

/** Everything that a browser asks for when a page is opened for the first time, and what comes over the wire for it. */
async function firstVisit(path: string) {
  const anna = await member(server.url, 'anna');
  const addresses: string[] = [];
  anna.page.on('request', (request) => {
    if (request.url().startsWith(server.url)) addresses.push(request.url().slice(server.url.length));
  });
  await anna.page.goto(path);
  await anna.page.locator('.people [data-user]').first().waitFor();
  await anna.page.waitForLoadState('networkidle');
  const cookies = (await anna.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  // The connection is no file, and what the service worker keeps for a day without network comes when all is shown.
  const files = [...new Set(addresses)].filter(
    (address) => !/^\/(socket\.io\/|js\/sw\.js|offline)/.test(address),
  );
  const answers = [];
  for (const address of files)
    answers.push({ address, ...(await fetchFile(address, 'br, gzip', { cookie: cookies })) });
  return answers;
}

test('a first visit to a room asks five times at most, for 72.5 kB, and keeps for ever what it can', async () => {
  const answers = await firstVisit('/chat/kitchen');
  const sizes: Record<string, number> = {};
  for (const { address, message, body } of answers) {
    const [, kind = 'page'] = /\.(js|css|svg)\b/.exec(address) ?? [];
    sizes[kind] = (sizes[kind] ?? 0) + body.length + headOf(message);
    if (/^\/(js|built)\//.test(address))
      expect(message.headers).toMatchObject({
        'content-encoding': 'br',
        'cache-control': 'public, max-age=31536000, immutable',
      });
  }
  expect(answers.length).toBeLessThanOrEqual(5);
  expect(sizes.js).toBeGreaterThan(10_000);
  expect(sizes.css).toBeGreaterThan(3_000);
  expect(sizes.page).toBeGreaterThan(3_000);
  expect(sizes.css).toBeLessThan(15_000);
  // A kilobyte of it is that messages can have files and previews, another that they are pinned, hide words, and are drafts elsewhere.
  expect(Object.values(sizes).reduce((sum, size) => sum + size)).toBeLessThan(72_500);
});

test('a switch to another room takes 11.5 kB at most, and its page is fetched once', async () => {
  const anna = await member(server.url, 'anna');
  const arrived = anna.page.waitForResponse('**/api/lobby');
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('#room-list a', { hasText: 'garden' }).waitFor();
  // What is fetched after the arrival, or at the first sign of somebody, belongs to no switch.
  await arrived;
  await anna.page.keyboard.press('Shift');
  await anna.page.locator('#room-list a[tabindex="-1"]').first().waitFor();
  const session = await anna.context.newCDPSession(anna.page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await anna.page.locator('#room-list a', { hasText: 'garden' }).click();
  await anna.page.locator('#room-name', { hasText: 'garden' }).waitFor();
  await eventually(() => bytes > 0, 'nothing was fetched');
  await anna.page.waitForLoadState('networkidle');
  // Half a kilobyte of it is that ids count nothing.
  expect(bytes).toBeLessThan(11_500);
});

/** A page that no service worker has anything to do with yet. */
async function firstPage(name: string, answer: (route: Route) => Promise<void>): Promise<Page> {
  const { page } = await member(server.url, name);
  await page.route('**/js/later-*', answer);
  await page.goto('/chat/kitchen');
  await page.locator('.people [data-user]').first().waitFor();
  await page.locator('#log').focus();
  return page;
}

const helpOf = (page: Page) => page.locator('dialog.keyboard-help[open]').waitFor();

test('without a network what is asked for says so, and the next press has it', async () => {
  const page = await firstPage('anna', (route) => route.abort());
  await page.keyboard.press('?');
  await page.locator('.toast', { hasText: 'There is no connection.' }).waitFor();
  await page.unroute('**/js/later-*');
  await page.keyboard.press('?');
  await helpOf(page);
});

test('where an update of the server took it away, a press says that, and leads to the new one', async () => {
  const page = await firstPage('boris', (route) => route.fulfill({ status: 404 }));
  await page.keyboard.press('?');
  await page.locator('.toast', { hasText: 'The server was updated.' }).waitFor();
  await page.unroute('**/js/later-*');
  await page.locator('.toast-action').click();
  await page.waitForURL('**/chat/kitchen');
  await page.locator('.people [data-user]').first().waitFor();
  await page.locator('#log').focus();
  await page.keyboard.press('?');
  await helpOf(page);
});

test('what is typed right after Ctrl K is meant for the switcher, whenever that comes', async () => {
  const page = await firstPage('anna', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('gardx');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('en');
  await page.locator('.switcher .option:not(.is-apart)', { hasText: 'garden' }).waitFor();
  expect(await page.inputValue('#text')).toBe('');
});

test('a file is the same however it is sent', async () => {
  const page = await fetchFile('/login', 'identity');
  const address = /\/built\/samovar\.css\?v[^"]+/.exec(page.body.toString())![0].replace('&#x3D;', '=');
  const plain = await fetchFile(address, 'identity');
  const zipped = await fetchFile(address, 'gzip');
  const brotli = await fetchFile(address, 'gzip, br');
  expect(plain.message.headers['content-encoding']).toBeUndefined();
  expect(brotli.message.headers['content-encoding']).toBe('br');
  expect(brotli.message.headers['content-type']).toBe('text/css; charset=utf-8');
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  const outside = await fetchFile('/..%2fpackage.json?v=1', 'gzip');
  expect(outside.message.statusCode).toBe(404);
});
