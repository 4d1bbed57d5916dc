/** Somebody chooses which part of a picture is their face, by pointer and by keys, before any of it leaves their device; and the emoji of their status. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { violations } from '../support/accessibility.js';
import { member, type Person } from '../support/browser.js';
import { patience } from '../support/socket.js';

let server: TestApp;
let anna: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

/** Red, blue and green, from left to right. `orientation` as a camera that was held otherwise writes it. */
async function flag(orientation = 1): Promise<Buffer> {
  const third = (background: string) => ({
    create: { width: 300, height: 300, channels: 3 as const, background },
  });
  return sharp(third('red'))
    .extend({ right: 600, background: 'lime' })
    .composite([{ input: await sharp(third('blue')).png().toBuffer(), left: 300, top: 0 }])
    .jpeg()
    .withMetadata({ orientation })
    .toBuffer();
}

const dialog = () => anna.page.locator('dialog#crop');
const stage = () => dialog().locator('.crop-stage');

async function choose(buffer: Buffer): Promise<void> {
  await anna.page.goto('/account/you');
  await anna.page.setInputFiles('#picture', { name: 'flag.jpg', mimeType: 'image/jpeg', buffer });
  await stage().locator('img').waitFor();
}

const save = async () => {
  await dialog().getByRole('button', { name: 'Save' }).click();
  // The first picture waits for the process that looks at them.
  await anna.page.waitForURL('**/account/you?done=shown', { timeout: 2 * patience });
};

/** The colour of the face that others see, as its largest channel. */
async function face(): Promise<string> {
  const source = await anna.page.locator('.your-face img').getAttribute('src');
  const cookie = (await anna.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(server.url + source!.replace(/-\d+\.webp/, '-256.webp'), {
    headers: { cookie },
  });
  const { dominant } = await sharp(Buffer.from(await answer.arrayBuffer())).stats();
  const [largest] = Object.entries(dominant).sort(([, one], [, other]) => other - one);
  return { r: 'red', g: 'green', b: 'blue' }[largest![0]]!;
}

test('the middle stands in the window at first; arrows lead to another part, and that is what others see', async () => {
  await choose(await flag());
  expect(await violations(anna)).toEqual([]);
  await save();
  expect(await face()).toBe('blue');
  await choose(await flag());
  for (let n = 0; n < 6; n++) await anna.page.keyboard.press('Shift+ArrowLeft');
  await save();
  expect(await face()).toBe('red');
});

test('it is dragged, and made larger by keys, wheel and slider; it never leaves the window empty', async () => {
  await choose(await flag());
  const { x, y, width } = (await stage().boundingBox())!;
  await anna.page.mouse.move(x + width / 2, y + width / 2);
  await anna.page.mouse.down();
  await anna.page.mouse.move(x - 3 * width, y, { steps: 4 });
  await anna.page.mouse.up();
  const place = async () => (await stage().locator('img').boundingBox())!;
  const dragged = await place();
  expect(Math.round(dragged.x + dragged.width)).toBe(Math.round(x + width));
  await stage().press('+');
  expect((await place()).width).toBeGreaterThan(dragged.width);
  const slider = dialog().locator('input[type=range]');
  expect(Number(await slider.inputValue())).toBeGreaterThan(0);
  await slider.fill('0');
  expect((await place()).width).toBeCloseTo(dragged.width, 0);
  await save();
  expect(await face()).toBe('green');
});

test('a picture that the camera turned is seen, and cut, as it was taken', async () => {
  await choose(await flag(6));
  const { width, height } = (await stage().locator('img').boundingBox())!;
  expect(Math.round(height / width)).toBe(3);
  for (let n = 0; n < 6; n++) await anna.page.keyboard.press('Shift+ArrowUp');
  await save();
  expect(await face()).toBe('red');
});

test('without the server a sentence says so and nothing chosen is lost; Esc drops it, and what is no picture the server refuses', async () => {
  await choose(await flag());
  await anna.page.route('**/api/me/picture', (route) => route.abort());
  await dialog().getByRole('button', { name: 'Save' }).click();
  await dialog().getByText('The picture did not reach the server. Try again in a moment.').waitFor();
  await anna.page.unroute('**/api/me/picture');
  await anna.page.keyboard.press('Escape');
  expect(await dialog().isVisible()).toBe(false);
  expect(await anna.page.inputValue('#picture')).toBe('');
  await anna.page.setInputFiles('#picture', {
    name: 'no.png',
    mimeType: 'image/png',
    buffer: Buffer.from('no picture'),
  });
  await anna.page.getByRole('button', { name: 'Show this picture' }).click();
  await anna.page.locator('#picture-error').waitFor();
});

test('the emoji of a status is found by a word and chosen by keys or a press, one of Unicode; typing it goes on working', async () => {
  const { page } = anna;
  await page.goto('/account/you');
  const field = page.locator('#status-emoji');
  const button = page.getByRole('button', { name: 'Choose an emoji' });
  const picker = page.getByRole('dialog', { name: 'Choose an emoji' });
  await button.focus();
  await page.keyboard.press('Enter');
  await picker.getByRole('button', { name: 'tomato' }).waitFor();
  expect(await violations(anna)).toEqual([]);
  await page.keyboard.type('tomat');
  await picker.locator('button[value="🍅"]').first().waitFor();
  // Enter in the search sends nothing.
  await page.keyboard.press('Enter');
  await picker.waitFor({ state: 'hidden' });
  expect(await field.inputValue()).toBe('🍅');
  await page.locator('#choose-emoji:focus').waitFor();
  await button.click();
  await picker.locator('button[value="🎉"]').first().click();
  expect(await field.inputValue()).toBe('🎉');
  await button.click();
  await page.keyboard.press('Escape');
  await page.locator('#choose-emoji:focus').waitFor();
  await page.fill('#status-text', 'Sowing');
  await page.selectOption('#status-until', '60');
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.waitForURL('**/account/you?done=said');
  expect(await field.inputValue()).toBe('🎉');
  await page.getByText('It is there until').waitFor();
  await field.fill('🍅');
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.waitForURL('**/account/you?done=said');
  expect(await field.inputValue()).toBe('🍅');
});

test('on a phone the emojis are a sheet that fits', async () => {
  const { page } = anna;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/account/you');
  await page.locator('#choose-emoji').click();
  const { x, width } = (await page.locator('.emoji-picker').boundingBox())!;
  expect([x, width]).toEqual([0, 320]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await page.locator('.emoji-picker button[value="🙏"]').first().click();
  expect(await page.inputValue('#status-emoji')).toBe('🙏');
});
