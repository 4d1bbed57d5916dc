/** Files in messages: pictures that are known before they load, voices that play in place, a word for whoever cannot see. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { violations } from '../support/accessibility.js';
import { member, type Person } from '../support/browser.js';
import { jpeg, movingGif, tone } from '../support/pictures.js';
import { startS3Server } from '../support/s3-server.js';
import { eventually } from '../support/socket.js';
import { type FilesStage, filesStage, filesStageWith } from './files-stage.js';

let stage: FilesStage;
let anna: Person;

beforeAll(async () => {
  stage = await filesStage('plots', 'anna', 'olga');
  await stage.say('olga', 'The trough', { name: 'trough.jpg', bytes: await jpeg(1_600, 1_200) });
  await stage.say(
    'olga',
    'The last tomatoes',
    { name: 'tomatoes.jpg', bytes: await jpeg(1_500, 1_000), alt: 'Six tomatoes on one vine' },
    { name: 'sage.jpg', bytes: await jpeg(800, 900) },
    { name: 'frost.gif', bytes: await movingGif() },
  );
  const waveform = Array.from({ length: 64 }, (_, n) => n % 32);
  await stage.say('olga', '', { name: 'voice.wav', bytes: tone(4), voice: true, waveform });
  await stage.say(
    'anna',
    'Minutes',
    { name: 'minutes.txt', bytes: 'The water is off on Friday.' },
    { name: '\u202egpj.exe', bytes: Buffer.from([0, 1, 2, 3]) },
    { name: 'song.wav', bytes: tone(2) },
  );
  await stage.say('anna', 'Mine', { name: 'mine.jpg', bytes: await jpeg(600, 400) });
  anna = await member(stage.server.url, 'anna');
});

afterAll(() => stage.close());

const message = ({ page }: Person, text: string) => page.locator('#log .message', { hasText: text });
const voice = ({ page }: Person) => page.locator('#log .voice');
const boxOf = async (element: Locator) => (await element.boundingBox())!;

/** The sizes that were asked for, of the files whose address has this in it. */
function watchFiles({ page }: Person): URL[] {
  const asked: URL[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/files/')) asked.push(url);
  });
  return asked;
}

test('pictures stand in a row of one height before they are there, and only their smallest size is loaded', async () => {
  const asked = watchFiles(anna);
  await anna.page.route('**/files/**', () => undefined);
  await anna.page.goto('/chat/plots');
  const pictures = message(anna, 'The last tomatoes').locator('.shown');
  await pictures.nth(2).waitFor();
  const boxes = await Promise.all([0, 1, 2].map((n) => boxOf(pictures.nth(n))));
  expect(boxes.map(({ height }) => Math.round(height))).toEqual([108, 108, 108]);
  expect(boxes.map(({ width }) => Math.round(width))).toEqual([162, 96, 144]);
  expect(Math.round(boxes[1]!.x - boxes[0]!.x - boxes[0]!.width)).toBe(6);
  const alone = await boxOf(message(anna, 'The trough').locator('.shown'));
  expect([alone.width, alone.height].map(Math.round)).toEqual([352, 264]);
  expect(await message(anna, 'The trough').locator('.blur').getAttribute('src')).toMatch(/^data:image\//);
  await anna.page.unroute('**/files/**');
  await anna.page.reload();
  await message(anna, 'The last tomatoes').locator('.is-there').nth(2).waitFor();
  expect(await boxOf(pictures.nth(0))).toMatchObject({ width: 162, height: 108 });
  expect(new Set(asked.map(({ search }) => search))).toEqual(new Set(['?size=thumb']));
});

test('a phone shows them higher, one alone across, and nothing sticks out', async () => {
  const { page, context } = await member(stage.server.url, 'olga', {
    viewport: { width: 320, height: 700 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 3,
  });
  const asked = watchFiles({ page, context, complaints: [] });
  await page.goto('/chat/plots');
  const box = await boxOf(page.locator('#log .message', { hasText: 'The trough' }).locator('.shown'));
  expect(box.height).toBe(132);
  expect(box.width).toBeGreaterThan(240);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await page.locator('#log .message', { hasText: 'Mine' }).locator('.is-there').waitFor();
  expect(asked.filter(({ search }) => search !== '?size=thumb')).toEqual([]);
  await context.close();
});

test('what a picture shows is its text, or else its name; a name cannot turn what stands around it', async () => {
  const { page } = anna;
  expect(await message(anna, 'The last tomatoes').locator('.shown').first().getAttribute('alt')).toBe(
    'Six tomatoes on one vine',
  );
  await page.getByRole('img', { name: 'sage.jpg' }).waitFor();
  const line = message(anna, 'Minutes').locator('.document');
  await line.first().locator('.file-look', { hasText: 'The water is off on Friday.' }).waitFor();
  const name = line.nth(1).locator('bdi.file-name');
  expect(await name.textContent()).not.toContain('\u202e');
  expect(await line.nth(1).locator('a').getAttribute('href')).toMatch(/\?download=1$/);
});

test('what moves stands still until the pointer is on it', async () => {
  const { page } = anna;
  const moving = message(anna, 'The last tomatoes').locator('.moving');
  await page.mouse.move(5, 5);
  expect(await moving.count()).toBe(0);
  await message(anna, 'The last tomatoes').locator('.picture').nth(2).hover();
  await moving.waitFor();
  await page.mouse.move(5, 5);
  await moving.waitFor({ state: 'detached' });
});

test('a voice plays in its bubble, by key, too, and stops when another one begins', async () => {
  const bubble = voice(anna);
  const play = bubble.locator('.voice-play');
  await bubble.locator('.voice-time', { hasText: '0:04' }).waitFor();
  await play.click();
  await anna.page.locator('.voice.is-playing').waitFor();
  await bubble.locator('.heard').waitFor({ state: 'attached' });
  await eventually(
    async () => Number(await bubble.locator('.heard').getAttribute('width')) > 5,
    'nothing was heard',
  );
  await play.press('Enter');
  await anna.page.locator('.voice:not(.is-playing)').waitFor();
  const seek = bubble.locator('.voice-seek');
  await seek.focus();
  await seek.press('End');
  await bubble.locator('.voice-time', { hasText: '0:04' }).waitFor();
  expect(await seek.getAttribute('aria-valuetext')).toBe('0:04');
  await seek.press('Home');
  // Esc leads from what plays back to its message.
  await seek.press('Escape');
  await anna.page.locator('#log .message:has(.voice):focus').waitFor();
});

test('a message says its files to whoever cannot see it', async () => {
  const { page } = anna;
  await voice(anna).locator('xpath=ancestor::li').focus();
  const label = () => page.locator('#log .message:focus').getAttribute('aria-label');
  expect(await label()).toContain('Voice message, 0:04');
  await message(anna, 'The last tomatoes').focus();
  expect(await label()).toContain('Picture: Six tomatoes on one vine, Picture: sage.jpg');
});

test('who sent a picture describes it from its menu, and everybody has the words', async () => {
  const { page } = anna;
  const olga = await member(stage.server.url, 'olga');
  await olga.page.goto('/chat/plots');
  await message(olga, 'Mine').locator('.shown').waitFor();
  await message(anna, 'Mine').focus();
  await page.keyboard.press('Enter');
  await page.locator('.message-menu:popover-open [data-do=describe]').click();
  await page.locator('.describe-dialog textarea').fill('A green door');
  expect(await violations(anna)).toEqual([]);
  await page.locator('.describe-dialog [type=submit]').click();
  await page.locator('#log .message:focus').waitFor();
  for (const one of [anna, olga]) await message(one, 'Mine').locator('[alt="A green door"]').waitFor();
  await message(olga, 'Mine').hover();
  await olga.page.locator('.message-toolbar').waitFor();
  await message(olga, 'Mine').focus();
  await olga.page.keyboard.press('Enter');
  await olga.page.locator('.message-menu:popover-open [data-do=copyLink]').waitFor();
  expect(await olga.page.locator('.message-menu [data-do=describe]').isVisible()).toBe(false);
  await olga.context.close();
});

test('without scripts everything is a link or plays by itself', async () => {
  const { page, context } = await member(stage.server.url, 'olga', { javaScriptEnabled: false });
  await page.goto('/chat/plots');
  const link = page.locator('.picture-link').first();
  const [opened] = await Promise.all([page.waitForResponse('**/files/**'), link.click()]);
  expect(opened.status()).toBe(200);
  await page.goto('/chat/plots');
  await page.locator('.voice audio[controls]').waitFor();
  expect(await page.locator('.voice-bubble').isVisible()).toBe(false);
  await page.locator('.picture .file-download').first().focus();
  await context.close();
});

test('a deleted message keeps none of them', async () => {
  const { page } = anna;
  await message(anna, 'Mine').focus();
  await page.keyboard.press('Delete');
  await page.locator('dialog[open] [data-do=delete]').click();
  const gone = page.locator('#log .message.deleted');
  await gone.waitFor();
  expect(await gone.locator('.files').count()).toBe(0);
  expect(anna.complaints).toEqual([]);
});

test('a page from before the files went to a bucket, which its policy does not let it follow to, has them from the server', async () => {
  const s3 = await startS3Server();
  const moved = await filesStageWith({ FILES_URL: s3.url({ query: '&reads=direct' }) }, 'cellar', 'olga');
  try {
    await moved.say('olga', 'Barrels', { name: 'barrels.jpg', bytes: await jpeg(900, 600) });
    await moved.say('olga', '', { name: 'voice.wav', bytes: tone(4), voice: true });
    const boris = await member(moved.server.url, 'boris');
    await boris.page.route('**/chat/cellar', async (route) => {
      const answer = await route.fetch();
      const policy = answer.headers()['content-security-policy']!;
      expect(policy).toContain(s3.origin);
      const headers = { ...answer.headers(), 'content-security-policy': policy.replaceAll(s3.origin, '') };
      await route.fulfill({ response: answer, headers });
    });
    await boris.page.goto('/chat/cellar');
    await message(boris, 'Barrels').locator('.is-there').waitFor();
    await voice(boris).locator('.voice-play').click();
    const heard = voice(boris).locator('.heard');
    await heard.waitFor({ state: 'attached' });
    await eventually(async () => Number(await heard.getAttribute('width')) > 5, 'nothing was heard');
    await boris.context.close();
  } finally {
    await moved.close();
    await s3.close();
  }
});
