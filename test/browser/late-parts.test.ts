/** What comes later than the page: what shows files of messages, and what leads from room to room without a reload. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jpeg } from '../support/pictures.js';
import { member } from '../support/browser.js';
import { soon } from '../support/socket.js';
import { type FilesStage, filesStage } from './files-stage.js';

let stage: FilesStage;

beforeAll(async () => {
  stage = await filesStage('plots', 'olga');
  for (let day = 1; day <= 30; day++) await stage.say('olga', `day ${day}`);
});

afterAll(() => stage.close());

test('they stand in for themselves until it is there; whoever reads the end goes on reading it', async () => {
  const { page, complaints } = await member(stage.server.url, 'anna');
  let isThere = () => undefined as void;
  const waits = new Promise<void>((resolve) => (isThere = resolve));
  await page.route('**/js/later-*', async (route) => {
    await waits;
    await route.continue();
  });
  await page.goto('/chat/plots?at=now');
  await page.locator('.people [data-user]').first().waitFor();
  expect(await page.locator('main link[rel=stylesheet]').count()).toBe(0);
  await stage.say('olga', 'The trough', { name: 'trough.jpg', bytes: await jpeg(800, 600), alt: 'A trough' });
  const message = page.locator('#log .message', { hasText: 'The trough' });
  await message.locator('.files[data-waits]').waitFor({ state: 'attached' });
  isThere();
  await message.locator('.files .shown[alt="A trough"]').waitFor();
  expect(await page.locator('[data-waits]').count()).toBe(0);
  await soon(async () =>
    expect(await page.locator('#log-scroll').evaluate((box) => Number(Reflect.get(box, 'scrollTop')))).toBe(
      0,
    ),
  );
  await message.focus();
  expect(await message.getAttribute('aria-label')).toContain('Picture: A trough');
  // A page that has files brings what they look like.
  await page.goto('/chat/plots');
  await page.locator('#log .picture').waitFor();
  expect(await page.locator('main link[rel=stylesheet]').count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('a link that is pressed before what follows it is there is followed once it is; what is typed meanwhile is not lost to the room that is left', async () => {
  const { page, complaints } = await member(stage.server.url, 'clara');
  let isThere = () => undefined as void;
  const waits = new Promise<void>((resolve) => (isThere = resolve));
  await page.goto('/chat/plots?at=now');
  let loads = 0;
  page.on('load', () => loads++);
  await page.route('**/js/later-*', async (route) => {
    await waits;
    await route.continue();
  });
  await page.goto('/chat/plots/3');
  await page.locator('#m3').waitFor();
  expect(loads).toBe(1);
  await page.locator('.sidebar a[href="/saved"]').click();
  await page.locator('.sidebar a[href="/chat/"]').last().click();
  await page.keyboard.type('no');
  expect(await page.inputValue('#text')).toBe('');
  isThere();
  await page.waitForURL('**/chat/');
  await page.locator('.room-card').first().waitFor();
  await page.goBack();
  await page.locator('#m3').waitFor();
  expect(loads).toBe(1);
  expect(complaints).toEqual([]);
});

test('where it cannot be fetched, a link leads to the page itself', async () => {
  const { page } = await member(stage.server.url, 'dora');
  await page.route('**/js/later-*', (route) => route.abort());
  await page.goto('/chat/plots?at=now');
  await page.locator('.people [data-user]').first().waitFor();
  await page.locator('.sidebar a[href="/saved"]').click();
  await page.waitForURL('**/saved');
  expect(await page.locator('h1').textContent()).toContain('Saved');
});
