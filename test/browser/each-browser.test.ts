/** Two people talk, in every browser that we can drive here. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
  await addRoom(server.database, 'kitchen');
  const author = await addUser(server.database, 'annalist');
  await fillRoom(server.database, await addRoom(server.database, 'long'), author.id, 200);
});

afterAll(() => server.close());

async function say({ page }: Person, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

/** A sign of life brings what comes later, with its styles. */
async function stir(page: Page): Promise<void> {
  await page.press('#text', 'Shift');
  await page.locator('link[href*="later.css"]').waitFor({ state: 'attached' });
}

inEachBrowser('Anna and Boris', (browser) => {
  let anna: Person;
  let boris: Person;

  beforeAll(async () => {
    [anna, boris] = await Promise.all([
      member(server.url, `anna-${browser}`, { browser }),
      member(server.url, `boris-${browser}`, { browser }),
    ]);
    await Promise.all([anna, boris].map(({ page }) => page.goto('/chat/kitchen')));
  });

  test('what one writes the other sees, formatted, and finds it there after a reload', async () => {
    const text = `**Tea** in ${browser}?`;
    await say(anna, text);
    const message = boris.page.locator('#log .message', { hasText: `Tea in ${browser}?` });
    await message.locator('strong').waitFor();
    await anna.page.locator('#waiting .message').waitFor({ state: 'detached' });
    await boris.page.reload();
    await message.waitFor();
    expect(await message.count()).toBe(1);
  });

  test('a private line shows in the room the other is in, and leads to the conversation', async () => {
    await say(anna, `/pm boris-${browser} One cake is left`);
    const whisper = boris.page.locator('#log .private', { hasText: 'One cake is left' });
    await whisper.locator('a', { hasText: 'Open the conversation' }).click();
    await boris.page.locator('#room-name', { hasText: `anna-${browser}` }).waitFor();
    await boris.page.locator('#log .message', { hasText: 'One cake is left' }).waitFor();
  });

  test('an emoji is completed by its name, and chosen from the picker; what is hidden shows on a press', async () => {
    const { page } = anna;
    await page.goto('/chat/kitchen');
    await stir(page);
    await page.locator('#text').pressSequentially('||hidden|| :grinning_face');
    await page.locator('.completion .option').first().waitFor();
    await page.keyboard.press('Tab');
    await page.click('.composer .emoji-button');
    await page.locator('.emoji-grid button').first().click();
    await page.press('#text', 'Enter');
    const message = boris.page.locator('#log .message', { has: boris.page.locator('.spoiler') }).last();
    await boris.page.goto('/chat/kitchen');
    await message.locator('.message-text', { hasText: '😀' }).waitFor();
    await message.locator('.spoiler > :last-child').waitFor({ state: 'hidden' });
    await message.locator('.spoiler').click();
    await message.locator('.spoiler > :last-child', { hasText: 'hidden' }).waitFor();
  });

  test('a draft in a thread is there after a reload', async () => {
    const { page } = boris;
    await say(anna, `Who brings cups in ${browser}?`);
    const asked = page.locator('#log .message', { hasText: `cups in ${browser}` }).last();
    await stir(page);
    // Until the keys of messages are there, one that is pressed does nothing.
    await eventually(async () => {
      await asked.focus();
      await page.keyboard.press('t');
      return page.locator('#thread-text').isVisible();
    }, 'the thread never opened');
    await page.locator('#thread-text').fill('I might');
    await page.reload();
    await page.locator('#thread-text').waitFor();
    await soon(async () => expect(await page.inputValue('#thread-text')).toBe('I might'));
  });

  test('the bar leads to the beginning and to the end by keyboard', async () => {
    const { page } = anna;
    await page.goto('/chat/long');
    await page.locator('#m200').waitFor();
    await page.locator('#log .message').last().focus();
    await page.keyboard.press('Shift');
    const bar = page.locator('#room-bar');
    await bar.focus();
    await page.keyboard.press('Home');
    await page.locator('#m1').waitFor();
    await soon(async () => expect(await bar.getAttribute('aria-valuenow')).toBe('1'));
    await page.keyboard.press('End');
    await page.locator('#m200').waitFor();
    await soon(async () => expect(await bar.getAttribute('aria-valuenow')).toBe('200'));
  });

  test('no page complained', () => {
    expect([...anna.complaints, ...boris.complaints]).toEqual([]);
  });
});
