/** What one does with messages, by the rules of axe-core, light and dark, wide and on a phone. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { violations } from '../support/accessibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});

afterAll(() => server.close());

const cells = (text: string) => `|${`${text}|`.repeat(40)}`;
const formattedText = [
  'it was ||the **butler**|| и конец',
  '- [x] чай',
  '',
  ...[cells('tea'), cells('-'), cells('green')],
  '',
  '```js',
  '// makes it',
  'const tea = brew("green", 2);',
  '```',
].join('\n');

/** By the arrows, from one part of a message to the next. */
async function stepTo(message: Locator, part: string): Promise<void> {
  const isThere = async () => (await message.locator(`${part}:focus`).count()) > 0;
  for (let steps = 0; steps < 9 && !(await isThere()); steps++)
    await message.page().keyboard.press('ArrowRight');
  expect(await isThere()).toBe(true);
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each([
  { colorScheme: 'light', place: 'desk', device: {} },
  { colorScheme: 'dark', place: 'desk', device: {} },
  { colorScheme: 'light', place: 'phone', device: phone },
  { colorScheme: 'dark', place: 'phone', device: phone },
] as const)('$colorScheme, $place', ({ colorScheme, place, device }) => {
  let anna: Person;

  beforeAll(async () => {
    const boris = new Visitor(server.url);
    await boris.register(`boris-${colorScheme}-${place}`);
    await boris.post('/chat/', { room: 'kitchen' });
    const name = `anna-${colorScheme}-${place}`;
    for (const text of [`@${name}: look, **@boris**`, formattedText, '/me waves'])
      await boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
    anna = await member(server.url, name, { colorScheme, locale: 'ru-RU', ...device });
    await anna.page.goto('/chat/kitchen');
    await anna.page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
    for (const text of ['one', 'two', 'three']) {
      await anna.page.fill('#text', text);
      await anna.page.click('.send');
    }
    await anna.page.locator('#log .message', { hasText: 'three' }).last().waitFor();
    // What comes with the first sign of somebody is there: before, no message takes the focus.
    await anna.page.locator('#completion').waitFor({ state: 'attached' });
    // Half-way through fading in or out, no colour is what it will be.
    await anna.page.emulateMedia({ reducedMotion: 'reduce', colorScheme });
  });

  const last = () => anna.page.locator('#log .message').last();

  test('a message with the focus, its actions, and its menu', async () => {
    await last().focus();
    expect(await violations(anna)).toEqual([]);
    await anna.page.keyboard.press('Enter');
    await anna.page.locator('.message-menu:popover-open').waitFor();
    expect(await violations(anna)).toEqual([]);
    await anna.page.keyboard.press('Escape');
  });

  test('what is hidden shows by keyboard, a wide block moves, code is copied', async () => {
    const { page } = anna;
    const message = page.locator('#log .message', { has: page.locator('.spoiler') }).last();
    const hidden = message.locator('.spoiler > :last-child');
    await message.focus();
    expect(await message.getAttribute('aria-label')).toMatch(/Скрытый текст и конец сделано чай/);
    await hidden.waitFor({ state: 'hidden' });
    await stepTo(message, '.spoiler-key');
    await page.keyboard.press('Enter');
    await message.locator('.spoiler-key[aria-expanded=true]').waitFor();
    await hidden.waitFor();
    expect(await violations(anna)).toEqual([]);
    await page.keyboard.press(' ');
    await message.locator('.spoiler-key[aria-expanded=false]').waitFor();
    await stepTo(message, '.table-frame');
    await page.keyboard.press('ArrowRight');
    await soon(async () =>
      expect(await page.evaluate('document.activeElement.scrollLeft')).toBeGreaterThan(0),
    );
    await message.locator('.code-copy').click();
    await page.locator('.toast', { hasText: 'Код скопирован' }).waitFor();
    expect(await violations(anna)).toEqual([]);
  });

  test('what is written, as it will look, and back', async () => {
    const { page } = anna;
    const text = '**so** ||hidden||\n```js\nlet a = 1;\n```';
    await page.fill('#text', text);
    await page.click('.preview-button');
    const preview = page.locator('.draft-preview');
    await preview.locator('.code-keyword', { hasText: 'let' }).waitFor();
    await preview.locator('.spoiler').click();
    await preview.locator('.spoiler.is-shown').waitFor();
    expect(await violations(anna)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#text:focus').waitFor();
    expect(await page.inputValue('#text')).toBe(text);
    await page.keyboard.press('Alt+p');
    await preview.waitFor();
    await page.click('.send');
    await page.locator('#log .message', { hasText: 'so hidden' }).last().waitFor();
    expect(await page.inputValue('#text')).toBe('');
    await page.locator('.preview-button').waitFor({ state: 'hidden' });
  });

  test('the picker, and the reactions', async () => {
    await last().focus();
    await anna.page.keyboard.press('+');
    await anna.page.locator('.emoji-grid').nth(2).waitFor();
    expect(await violations(anna)).toEqual([]);
    await anna.page.locator('.emoji-grid button').first().click();
    await last().locator('[aria-pressed=true]').waitFor();
    expect(await violations(anna)).toEqual([]);
  });

  test('the editor with a refusal, the question before deleting, and the tombstone', async () => {
    await last().focus();
    await anna.page.keyboard.press('e');
    await anna.page.fill('.message-editor textarea', '  ');
    // On a phone Enter breaks the line.
    await anna.page.click('.message-editor [type=submit]');
    await anna.page.locator('.message-editor .error:not([hidden])').waitFor();
    expect(await violations(anna)).toEqual([]);
    await anna.page.keyboard.press('Escape');
    await last().focus();
    await anna.page.keyboard.press('Delete');
    await anna.page.locator('dialog[open]').waitFor();
    expect(await violations(anna)).toEqual([]);
    await anna.page.click('dialog[open] [data-do=delete]');
    await anna.page.locator('#log .message.deleted').last().waitFor();
    expect(await violations(anna)).toEqual([]);
    expect(anna.complaints).toEqual([]);
  });
});
