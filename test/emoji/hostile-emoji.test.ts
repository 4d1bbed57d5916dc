/** Bombs as emoji: each is refused with a sentence or made small, while the server serves. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mediaLimits } from '../../src/server/platform/media/media-limits.js';
import { emojiBytes, type OwnEmojiView } from '../../src/shared/emoji.js';
import { frameBomb, remarkBomb, smallPixelBomb, webpBomb } from '../platform/media/made-pictures.js';
import { type Gathering, gatherForAdmin } from '../support/administration.js';
import { jpeg } from '../support/pictures.js';
import { processes } from '../support/processes.js';

let here: Gathering;
let outside: Server;
/** What was fetched from there. */
const fetched: string[] = [];
let bombs = 0;

beforeAll(async () => {
  here = await gatherForAdmin('boris');
  outside = createServer((request, response) => {
    fetched.push(request.url!);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => outside.once('listening', resolve));
});
afterAll(async () => {
  outside.close();
  await here.close();
});

interface Added {
  status: number;
  emoji: OwnEmojiView;
  said: string;
}

async function add(name: string, picture: Uint8Array | string): Promise<Added> {
  const { status, body } = await here.anna.request('POST', `/api/emoji?name=${name}`, picture, {
    'content-type': 'application/octet-stream',
    accept: 'application/json',
    'x-csrf-token': await here.anna.csrfToken(),
  });
  return { status, emoji: JSON.parse(body) as OwnEmojiView, said: body };
}

/** Meanwhile Boris is served, and whoever looks at it holds no more than is allowed, and what comes between two looks at that. */
async function addedWhileServing(picture: Buffer): Promise<Added> {
  let [isOver, most] = [false, 0];
  const adding = add(`bomb_${++bombs}`, picture).finally(() => (isOver = true));
  while (!isOver) {
    expect((await here.visitors.boris!.get('/chat')).status).toBe(200);
    most = Math.max(most, ...lookers().map(bytesOf));
  }
  expect(most).toBeLessThan(mediaLimits.memory * 1.3);
  return adding;
}

const lookers = () =>
  processes().filter(({ parent, command }) => parent === process.pid && command.includes('looking'));

/** None where it has ended, or the system does not tell. */
function bytesOf({ pid }: { pid: number }): number {
  const status = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(status) && /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'latin1'))) || [];
  return Number(kilobytes ?? 0) * 1024;
}

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
const svg = (content: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`;
const elsewhere = (path: string) => `http://127.0.0.1:${(outside.address() as AddressInfo).port}/${path}`;

test.each<[string, () => Buffer | string | Promise<Buffer>, string]>([
  [
    'an SVG of a billion laughs',
    () => `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${laughs}]>${svg('<text>&l9;</text>')}`,
    'An emoji is a picture',
  ],
  [
    'an SVG as large as a town',
    () => svg('<rect width="100%" height="100%"/>', 'width="999999999" height="999999999"'),
    'An emoji is a picture',
  ],
  [
    'an SVG with scripts',
    () => svg('<script>alert(1)</script>', 'onload="alert(1)"'),
    'An emoji is a picture',
  ],
  [
    'an SVG that fetches from elsewhere',
    () =>
      `<?xml version="1.0"?><?xml-stylesheet href="${elsewhere('style')}"?><!DOCTYPE svg [<!ENTITY x SYSTEM "${elsewhere('entity')}">]>` +
      svg(`<image href="${elsewhere('image')}" xlink:href="${elsewhere('link')}"/><text>&x;</text>`),
    'An emoji is a picture',
  ],
  ['an SVG that calls itself a GIF', () => `GIF89a${svg('<script>alert(1)</script>')}`, 'This picture'],
  ['a GIF of 4,000 megapixels', () => frameBomb(65_535, 1, 65_535), '100 megapixels at most'],
  ['a GIF of ten thousand pictures', () => frameBomb(10, 10_000), 'This animation is too long'],
  ['a GIF of a few large pictures', () => frameBomb(9_000, 8, 9_000), 'This animation is too long'],
  ['a PNG of 1,600 megapixels', smallPixelBomb, '100 megapixels at most'],
  ['a WebP of three thousand pictures', () => webpBomb(10, 3_000), 'This animation is too long'],
  ['a WebP of 260 megapixels, twice', () => webpBomb(16_383, 2), '100 megapixels at most'],
])('%s is refused with a sentence', async (_, made, sentence) => {
  const bomb = Buffer.from(await made());
  expect(bomb.length).toBeLessThanOrEqual(emojiBytes);
  const { status, said } = await addedWhileServing(bomb);
  expect([status, said]).toEqual([422, expect.stringContaining(sentence)]);
  expect(fetched).toEqual([]);
});

test.each<[string, () => Buffer | Promise<Buffer>]>([
  ['A PNG with a remark of 200 MB', remarkBomb],
  ['A GIF of a large canvas with little on it', () => frameBomb(65_535, 1)],
  ['A GIF of as many pictures as are allowed', () => frameBomb(250, 1_000)],
  ['A WebP of many pictures', () => webpBomb(200, 300)],
])('%s becomes small, or takes too much time or memory', async (_, made) => {
  const bomb = await made();
  expect(bomb.length).toBeLessThanOrEqual(emojiBytes);
  const { status, emoji, said } = await addedWhileServing(bomb);
  if (status === 422) return expect(said).toContain('too much time or memory');
  expect(status).toBe(201);
  expect(Math.max(emoji.width, emoji.height)).toBeLessThanOrEqual(128);
  for (const path of [emoji.src, `${emoji.src}?moving`])
    expect((await here.visitors.boris!.get(path)).body.length).toBeLessThan(400_000);
});

test('after all of that an emoji is taken', async () => {
  expect(await add('kettle', await jpeg(64, 64))).toMatchObject({ status: 201 });
});
