/** Two people talk, in every browser that we can drive here. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
  await addRoom(server.database, 'kitchen');
});

afterAll(() => server.close());

async function say({ page }: Person, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
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

  test('no page complained', () => {
    expect([...anna.complaints, ...boris.complaints]).toEqual([]);
  });
});
