/** A group is started from people, talks, takes somebody in and becomes a room, in every window, and for who was away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = await member(server.url, 'anna');
  boris = await member(server.url, 'boris');
  for (const name of ['clara', 'dmitri']) await new Visitor(server.url).register(name);
});
afterAll(() => server.close());

async function say(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.message', { hasText: text }).first().waitFor();
}

const listed = (page: Page, name: string) => page.locator('#direct-list, #direct-cards').getByText(name);

test('by the switcher from several names; who is in reads and answers it at once, who was away finds it whole', async () => {
  const { page } = anna;
  await page.goto('/chat/');
  await boris.page.goto('/chat/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('boris, clara');
  await page.getByText('Start a group with').click();
  const question = page.locator('.question');
  await question.getByRole('button', { name: 'Take boris out again' }).waitFor();
  await question.getByRole('button', { name: 'Take clara out again' }).waitFor();
  await question.getByRole('button', { name: 'Start the group' }).click();
  await page.waitForURL('**/chat/~*');
  await say(page, 'who brings the ladder?');
  await listed(boris.page, 'anna, clara').first().click();
  await boris.page.locator('.message', { hasText: 'who brings the ladder?' }).first().waitFor();
  await say(boris.page, 'I do');
  await page.locator('.message', { hasText: 'I do' }).first().waitFor();
  const clara = await member(server.url, 'clara');
  await clara.page.goto('/chat/');
  await listed(clara.page, 'anna, boris').first().click();
  await clara.page.locator('.message', { hasText: 'I do' }).first().waitFor();
  expect([anna.complaints, boris.complaints, clara.complaints]).toEqual([[], [], []]);
  await clara.context.close();
});

test('whoever is taken in reads what was said, a name makes it a room under the same links, everywhere at once', async () => {
  const path = new URL(anna.page.url()).pathname;
  await anna.page.locator('[data-invite]').first().click();
  const inviting = anna.page.locator('.question');
  await inviting.getByLabel('Whom?').pressSequentially('dmitri');
  await inviting.getByRole('button', { name: 'Bring them in' }).click();
  await anna.page.locator('#room-name', { hasText: 'boris, clara, dmitri' }).waitFor();
  await boris.page.locator('#room-name', { hasText: 'anna, clara, dmitri' }).waitFor();
  const dmitri = await member(server.url, 'dmitri');
  await dmitri.page.goto(path);
  await dmitri.page.locator('.message', { hasText: 'who brings the ladder?' }).first().waitFor();
  await boris.page.goto(`${path}/settings`);
  await boris.page.getByLabel('Name of the room that it becomes').fill('Ladders');
  await boris.page.getByRole('button', { name: 'Give it this name' }).click();
  await boris.page.waitForURL('**/chat/Ladders/settings');
  await dmitri.page.locator('#room-name', { hasText: 'Ladders' }).waitFor();
  await anna.page.locator('#room-name', { hasText: 'Ladders' }).waitFor();
  await boris.page.goto(`${path}/1`);
  await boris.page.waitForURL('**/chat/Ladders/1*');
  await boris.page.locator('.message', { hasText: 'who brings the ladder?' }).first().waitFor();
  expect(dmitri.complaints).toEqual([]);
  await dmitri.context.close();
});

test('from the list of rooms by the keyboard, beside any room, on a phone out of its drawer, too', async () => {
  const { page } = anna;
  const start = async () => {
    await page.getByLabel('With whom?').pressSequentially('boris');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Take boris out again' }).waitFor();
    await page.getByLabel('With whom?').pressSequentially('clara');
    await page.getByRole('button', { name: 'Start the group' }).click();
    await page.locator('.question').waitFor({ state: 'detached' });
    await page.waitForURL('**/chat/~*');
  };
  await addRoom(server.database, 'shed');
  await page.goto('/chat/shed');
  // A sign of life, for which the scripts of dialogs come.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or search' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.sidebar').getByRole('link', { name: 'A new group' }).focus();
  await page.keyboard.press('Enter');
  await start();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator('.rooms-button').click();
  await page.locator('.sidebar').getByRole('link', { name: 'A new group' }).click();
  await page.getByLabel('With whom?').waitFor();
  expect(await page.locator('.sidebar').isVisible()).toBe(false);
  await start();
  await page.setViewportSize({ width: 1280, height: 720 });
});

test('on the page of its own names are completed to buttons too, what is typed last is sent with them, and a 21st is refused', async () => {
  const { page } = anna;
  await page.goto('/groups?with=boris');
  await page.getByRole('button', { name: 'Take boris out again' }).waitFor();
  await page.getByLabel('Usernames of the others').fill('nobody');
  await page.getByRole('button', { name: 'Start the group' }).click();
  await page.getByText('There is nobody called nobody.').waitFor();
  await page.getByLabel('Usernames of the others').fill('clara');
  await page.getByRole('button', { name: 'Start the group' }).click();
  await page.waitForURL('**/chat/~*');
  const many = Array.from({ length: 20 }, (_, n) => `p${n}`);
  for (const name of many) await new Visitor(server.url).register(name);
  await page.goto('/groups');
  await page.getByLabel('Usernames of the others').fill(many.join(', '));
  await page.getByRole('button', { name: 'Take p19 out again' }).waitFor();
  await page.getByRole('button', { name: 'Start the group' }).click();
  await page.getByText('A group is for 20 people at most. Make a room instead.').waitFor();
});
