/** One picture over the page, and the way to all others of its room. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { violations } from '../support/accessibility.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { jpeg } from '../support/pictures.js';
import { eventually } from '../support/socket.js';
import { type FilesStage, filesStage } from './files-stage.js';

let stage: FilesStage;
let anna: Person;

/** Old ones are not on the page of the room. */
const old = 34;

beforeAll(async () => {
  stage = await filesStage('plots', 'anna', 'olga');
  const small = await jpeg(64, 48, '#237a4b');
  for (let n = 1; n <= old; n++) await stage.say('olga', `Old ${n}`, { name: `old-${n}.jpg`, bytes: small });
  for (let n = 1; n <= 50; n++) await stage.say('olga', `In between ${n}`);
  const picture = await jpeg(2_400, 1_600);
  await stage.say('olga', 'Tomatoes', { name: 'tomatoes.jpg', bytes: picture, alt: 'Six tomatoes' });
  await stage.say('olga', 'Two', { name: 'one.jpg', bytes: picture }, { name: 'two.jpg', bytes: small });
  await stage.say('anna', 'Mine', { name: 'mine.jpg', bytes: small });
  anna = await member(stage.server.url, 'anna');
  await anna.page.goto('/chat/plots?at=now');
  await anna.page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
});

afterAll(() => stage.close());

const link = ({ page }: Person, text: string) =>
  page.locator('#log .message', { hasText: text }).locator('.picture-link');
const viewer = ({ page }: Person) => page.locator('dialog.viewer');
const place = (person: Person, text: string) =>
  viewer(person).locator('[data-place]', { hasText: text }).waitFor();
const shows = (person: Person, name: string) =>
  viewer(person).locator(`.viewer-picture[src*="${name}"]`).waitFor();

test('a picture opens with who sent it, where it stands among all of the room, and what it shows', async () => {
  const { page } = anna;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(decodeURIComponent(request.url())));
  await link(anna, 'Tomatoes').click();
  await place(anna, `${old + 1} of ${old + 4}`);
  // Nothing is loaded ahead but the next ones to both sides.
  for (const name of ['one', `old-${old}`])
    await eventually(() => asked.some((url) => url.includes(`${name}.jpg?size=page`)), `not ${name}`);
  expect(asked.filter((url) => url.includes('size=page') && /two|mine|old-33/.test(url))).toEqual([]);
  await shows(anna, 'tomatoes.jpg?size=page');
  const dialog = viewer(anna);
  expect(await dialog.locator('[data-author]').textContent()).toBe('olga');
  expect(await dialog.locator('[data-where]').textContent()).toMatch(/^plots, .*, \d\d:\d\d$/);
  expect(await dialog.locator('[data-caption]').textContent()).toBe('Tomatoes');
  expect(await dialog.locator('[data-alt-text]').textContent()).toBe('Six tomatoes');
  expect(await dialog.locator('[data-view=describe]').isVisible()).toBe(false);
  expect(await violations(anna)).toEqual([]);
  await dialog.locator('[data-view=alt]').click();
  expect(await dialog.locator('[data-alt-text]').isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.picture-link:focus').waitFor();
  expect(new URL(page.url()).pathname).toBe('/chat/plots');
});

test('arrows lead through the whole room, from its end to its beginning', async () => {
  const { page } = anna;
  await link(anna, 'Tomatoes').click();
  await place(anna, `${old + 1} of`);
  await page.keyboard.press('ArrowRight');
  await shows(anna, 'one.jpg');
  await page.keyboard.press('ArrowRight');
  await shows(anna, 'two.jpg');
  await page.keyboard.press('End');
  await shows(anna, 'mine.jpg');
  await place(anna, `${old + 4} of ${old + 4}`);
  expect(await viewer(anna).locator('[data-view=newer]').isVisible()).toBe(false);
  await page.keyboard.press('Home');
  await shows(anna, 'old-1.jpg');
  await place(anna, `1 of ${old + 4}`);
  expect(await viewer(anna).locator('[data-view=older]').isVisible()).toBe(false);
  await viewer(anna).locator('[data-view=newer]').click();
  await shows(anna, 'old-2.jpg');
  await viewer(anna).locator('.viewer-strip button').nth(3).click();
  await shows(anna, 'old-4.jpg');
  await viewer(anna).locator('[data-show]').click();
  await page.locator('#log .message.is-target', { hasText: 'Old 4' }).waitFor();
});

test('zoomed it is loaded whole, dragged, and as large as before at the next one', async () => {
  const { page } = anna;
  await page.goto('/chat/plots?at=now');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  await link(anna, 'Tomatoes').click();
  await shows(anna, 'tomatoes.jpg?size=page');
  for (let n = 1; n <= 2; n++) await page.keyboard.press('+');
  await viewer(anna).locator('.is-zoomed').waitFor();
  await viewer(anna).locator('.viewer-picture[src$="tomatoes.jpg"]').waitFor();
  const picture = viewer(anna).locator('.viewer-picture');
  const before = (await picture.boundingBox())!;
  await page.mouse.move(700, 400);
  await page.mouse.down();
  await page.mouse.move(640, 400);
  await page.mouse.up();
  const after = (await picture.boundingBox())!;
  expect(Math.round(after.x - before.x)).toBe(-60);
  await page.mouse.wheel(0, 2_000);
  await viewer(anna).locator('.viewer-stage:not(.is-zoomed)').waitFor();
  await viewer(anna)
    .locator('.viewer-stage')
    .dblclick({ position: { x: 600, y: 200 } });
  await viewer(anna).locator('.is-zoomed').waitFor();
  const left = (await picture.boundingBox())!.x;
  await page.keyboard.press('ArrowRight');
  expect(Math.round((await picture.boundingBox())!.x - left)).toBe(-80);
  expect(await picture.getAttribute('src')).toContain('tomatoes.jpg');
  await viewer(anna).locator('[data-view=newer]').click();
  await shows(anna, 'one.jpg');
  await viewer(anna).locator('.viewer-stage:not(.is-zoomed)').waitFor();
  await page.goBack();
  await viewer(anna).waitFor({ state: 'detached' });
  expect(await page.locator('#log .message').count()).toBeGreaterThan(10);
});

test('what was asked for beside one picture is not put beside another that somebody went to meanwhile', async () => {
  const { page } = anna;
  const newer = /\/files\?.*after=/;
  let come = () => {};
  const late = new Promise<void>((resolve) => (come = resolve));
  await page.route(newer, async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/chat/plots/5');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  await link(anna, 'Old 5').click();
  await shows(anna, 'old-5.jpg');
  await page.keyboard.press('End');
  await shows(anna, 'mine.jpg');
  const answered = page.waitForResponse(newer);
  come();
  await (await answered).finished();
  await page.evaluate('new Promise((done) => setTimeout(done, 100))');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await shows(anna, 'two.jpg');
  await page.unroute(newer);
});

test('closed twice at once it stays in the room; a notice that leads elsewhere closes it', async () => {
  const { page } = anna;
  await addRoom(stage.server.database, 'sheds');
  const open = async () => {
    await page.goto('/chat/plots?at=now');
    await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  };
  await open();
  await link(anna, 'Tomatoes').click();
  await shows(anna, 'tomatoes.jpg');
  await page.evaluate(`for (let n = 1; n <= 2; n++) document.querySelector('.viewer-close').click()`);
  await viewer(anna).waitFor({ state: 'detached' });
  await page.evaluate('new Promise((done) => setTimeout(done, 300))');
  expect(new URL(page.url()).pathname).toBe('/chat/plots');
  await link(anna, 'Tomatoes').click();
  await shows(anna, 'tomatoes.jpg');
  // As the service worker says it.
  const data = { kind: 'visit', path: '/chat/sheds' };
  await page.evaluate(
    `navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: ${JSON.stringify(data)} }))`,
  );
  await page.locator('#room-name', { hasText: 'sheds' }).waitFor();
  await viewer(anna).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/chat/sheds');
  await open();
});

test('its author says what it shows, and whoever looks at it reads that', async () => {
  const olga = await member(stage.server.url, 'olga');
  await olga.page.goto('/chat/plots?at=now');
  await olga.page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  for (const one of [anna, olga]) await link(one, 'Mine').click();
  await viewer(anna).locator('[data-view=describe]').click();
  const field = viewer(anna).locator('textarea');
  // Keys of the viewer are letters here, and Esc takes back the form alone.
  await field.fill('dropped');
  await field.press('Escape');
  await viewer(anna).locator('.describing').waitFor({ state: 'hidden' });
  await viewer(anna).locator('[data-view=describe]').click();
  await field.fill('A gate + a key');
  expect(await violations(anna)).toEqual([]);
  await viewer(anna).locator('[type=submit]').click();
  for (const one of [anna, olga])
    await viewer(one).locator('[data-alt-text]', { hasText: 'A gate + a key' }).waitFor();
  await olga.context.close();
});

test('deleted while somebody looks at it, it is gone, and they are told', async () => {
  const dialog = viewer(anna);
  await place(anna, `${old + 4} of ${old + 4}`);
  await anna.page.keyboard.press('ArrowLeft');
  await shows(anna, 'two.jpg');
  const olga = await member(stage.server.url, 'olga');
  await olga.page.goto('/chat/plots?at=now');
  await olga.page.locator('#log .message', { hasText: 'Two' }).hover();
  await olga.page.locator('.message-toolbar').waitFor();
  await olga.page.locator('#log .message', { hasText: 'Two' }).focus();
  await olga.page.keyboard.press('Delete');
  await olga.page.locator('dialog[open] [data-do=delete]').click();
  await dialog.locator('.viewer-gone', { hasText: 'This picture was deleted.' }).waitFor();
  expect(await dialog.locator('.viewer-picture').getAttribute('src')).toBeNull();
  await anna.page.keyboard.press('ArrowLeft');
  await shows(anna, 'tomatoes.jpg');
  await place(anna, `${old + 1} of ${old + 2}`);
  expect(anna.complaints).toEqual([]);
  await olga.context.close();
});

test('on a phone a swipe leads to the next one, and "back" closes it', async () => {
  const { page, context } = await member(stage.server.url, 'anna', {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const phone = { page, context, complaints: [] };
  await page.goto('/chat/plots?at=now');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  await link(phone, 'Tomatoes').tap();
  await shows(phone, 'tomatoes.jpg');
  await viewer(phone).locator('[data-view=newer]').waitFor({ state: 'hidden' });
  expect(await viewer(phone).locator('.viewer-strip').isVisible()).toBe(false);
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  await place(phone, `${old + 1} of`);
  await touch('touchStart', { x: 300, y: 400 });
  await touch('touchMove', { x: 200, y: 402 });
  await touch('touchEnd');
  await shows(phone, 'mine.jpg');
  // Two fingers.
  await touch('touchStart', { x: 180, y: 400 }, { x: 220, y: 400 });
  await touch('touchMove', { x: 100, y: 400 }, { x: 300, y: 400 });
  await touch('touchEnd');
  await viewer(phone).locator('.is-zoomed').waitFor();
  expect(await violations(phone)).toEqual([]);
  await page.goBack();
  await viewer(phone).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/chat/plots');
  await context.close();
});
