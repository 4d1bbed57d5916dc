/** What the pages weigh on the wire, and that they may be kept. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { get, type IncomingMessage } from 'node:http';
import { startApp, type TestApp } from '../support/app.js';
import { member } from '../support/browser.js';
import { addRoom } from '../support/factories.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
  await addRoom(server.database, 'kitchen');
});

afterAll(() => server.close());

interface File {
  message: IncomingMessage;
  body: Buffer;
}

/** As it comes over the wire; `fetch` would decompress it. */
const fetchFile = (address: string, encoding: string) =>
  new Promise<File>((resolve, reject) => {
    get(server.url + address, { headers: { 'accept-encoding': encoding } }, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });

test('the room page needs at most 60 kB of JavaScript and 15 kB of CSS, compressed and kept for ever', async () => {
  const anna = await member(server.url, 'anna');
  const addresses = new Set<string>();
  anna.page.on('request', (request) => addresses.add(request.url().slice(server.url.length)));
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('.people [data-user]').first().waitFor();
  const sizes = { js: 0, css: 0 };
  for (const address of addresses) {
    const [, kind] = /\.(js|css)\?v=/.exec(address) ?? [];
    if (!kind) continue;
    const { message, body } = await fetchFile(address, 'gzip');
    expect(message.headers).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(message.headers.vary).toContain('Accept-Encoding');
    sizes[kind as 'js' | 'css'] += body.length;
  }
  expect(sizes.js).toBeGreaterThan(10_000);
  expect(sizes.css).toBeGreaterThan(3_000);
  expect(sizes.js).toBeLessThan(60_000);
  expect(sizes.css).toBeLessThan(15_000);
});

test('a file is the same however it is sent, and pages are sent as they are', async () => {
  const page = await fetchFile('/login', 'br, gzip');
  expect(page.message.headers['content-encoding']).toBeUndefined();
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
