/** Files come in by picker, paste and drop; they are shown, ordered, described and taken away before they are sent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { eventually } from '../support/socket.js';
import { AttachingStage, named, openKitchen, picture } from './attaching-stage.js';

let server: TestApp;
let anna: Person;
let page: Page;
let cards: AttachingStage['cards'];
let allThere: AttachingStage['allThere'];
let lastMessage: AttachingStage['lastMessage'];
let sentWith: AttachingStage['sentWith'];

beforeAll(async () => {
  const stage = await AttachingStage.begin();
  ({ server, anna, cards, allThere, lastMessage, sentWith } = stage);
  page = anna.page;
});

afterAll(() => server.close());

const names = async (within: Page | Locator = page) =>
  (await cards(within).locator('.upload-name').allTextContents()).map((name) => name.trim());

/** By the picker; each of a colour of its own. */
async function pick(within: Page | Locator, ...colours: string[]): Promise<void> {
  const files = await Promise.all(
    colours.map(async (colour) => named(`${colour}.jpg`, await picture(colour))),
  );
  await within.locator('.file-picker').setInputFiles(files);
  await cards(within)
    .nth(colours.length - 1)
    .waitFor();
}

/** As the browser hands over what is dropped or pasted: a file, and texts by their type, at the element of this selector. */
async function hand(
  selector: string,
  events: string[],
  file: { name: string; type: string; text: string },
  beside: Record<string, string> = {},
) {
  const isPaste = events.includes('paste');
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    const { name, type, text } = ${JSON.stringify(file)};
    transfer.items.add(new File([text], name, { type }));
    for (const [type, text] of Object.entries(${JSON.stringify(beside)})) transfer.items.add(text, type);
    const options = { bubbles: true, cancelable: true };
    for (const event of ${JSON.stringify(events)})
      document.querySelector('${selector}').dispatchEvent(
        ${isPaste}
          ? new ClipboardEvent(event, { ...options, clipboardData: transfer })
          : new DragEvent(event, { ...options, dataTransfer: transfer }),
      );
  })()`);
}

test('several pictures go with their caption, in their order, each a card with a tick', async () => {
  await pick(page, 'red', 'green', 'blue');
  await allThere(page, 3);
  expect(await cards().locator('.upload-open img').count()).toBe(3);
  await page.fill('#text', 'three doors');
  await page.press('#text', 'Enter');
  await sentWith('three doors');
  expect((await lastMessage()).files.map(({ name }) => name)).toEqual(['red.jpg', 'green.jpg', 'blue.jpg']);
  await page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(await cards().count()).toBe(0);
});

test('by keys and by buttons they change places, and it is said', async () => {
  await pick(page, 'red', 'green', 'blue');
  // Each that arrives is said, too.
  await allThere(page, 3);
  await cards().nth(0).locator('.upload-remove').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await page
    .locator('.composer [role=status]', { hasText: 'red.jpg is number 2 of 3 now' })
    .waitFor({ state: 'attached' });
  expect(await names()).toEqual(['green.jpg', 'red.jpg', 'blue.jpg']);
  await cards().nth(2).locator('.upload-open').click();
  await page.locator('dialog.upload-options').getByText('Move to the left').click();
  expect(await names()).toEqual(['green.jpg', 'blue.jpg', 'red.jpg']);
  await page.keyboard.press('Escape');
  const [from, to] = [cards().nth(0), cards().nth(2)];
  await from.locator('.upload-name').dragTo(to, { targetPosition: { x: 190, y: 20 } });
  expect(await names()).toEqual(['blue.jpg', 'red.jpg', 'green.jpg']);
});

test('a picture is described, and the room has the words', async () => {
  await allThere(page, 3);
  await cards().nth(0).getByText('Describe').click();
  await page.fill('#upload-alt', 'A blue door');
  await page.keyboard.press('Enter');
  await cards().nth(0).getByText('Described').waitFor();
  await page.fill('#text', 'described');
  await page.press('#text', 'Enter');
  await sentWith('described');
  await eventually(async () => (await lastMessage()).files[0]!.alt === 'A blue door', 'it was never told');
});

test('one that is removed is given up; the focus stays among the others', async () => {
  await pick(page, 'red', 'green');
  await allThere(page, 2);
  await cards().nth(0).locator('.upload-remove').click();
  expect(await names()).toEqual(['green.jpg']);
  expect(await page.locator('.upload-card:focus-within .upload-name').textContent()).toContain('green');
  await eventually(async () => {
    const rows = await server.database.query('select from files where message_id is null');
    return rows.length === 1;
  }, 'the server still has it');
  await cards().nth(0).locator('.upload-remove').click();
  expect(await page.locator('#text:focus').count()).toBe(1);
});

test('ten go with one message; who attaches more is told so', async () => {
  await pick(page, ...Array.from({ length: 10 }, (_, index) => `rgb(${index},0,0)`));
  await page
    .locator('.file-picker')
    .first()
    .setInputFiles([named('one-more.jpg', await picture('red'))]);
  await page.locator('.toast', { hasText: 'A message takes 10 files.' }).waitFor();
  expect(await cards().count()).toBe(10);
  for (let left = 10; left > 0; left--) await cards().nth(0).locator('.upload-remove').click();
});

test('a picture that is pasted is attached, wherever the focus is; text that is pasted stays text', async () => {
  const file = { name: 'image.png', type: 'image/png', text: 'not really one' };
  await hand('#text', ['paste'], file);
  await cards().nth(0).waitFor();
  await hand('#log', ['paste'], { ...file, name: 'second.png' });
  await cards().nth(1).waitFor();
  expect(await names()).toEqual(['image.png', 'second.png']);
  for (let left = 2; left > 0; left--) await cards().nth(0).locator('.upload-remove').click();
});

test('a file is pasted with its name beside it; where a formatted text comes with its picture, the text is', async () => {
  const file = { name: 'leeks.pdf', type: 'application/pdf', text: 'leeks' };
  for (const selector of ['#text', '#log'])
    await hand(selector, ['paste'], file, { 'text/plain': file.name });
  await cards().nth(1).waitFor();
  expect(await page.inputValue('#text')).toBe('');
  await hand('#log', ['paste'], file, { 'text/plain': 'a table', 'text/html': '<b>a table</b>' });
  expect(await page.inputValue('#text')).toBe('a table');
  expect(await cards().count()).toBe(2);
  for (let left = 2; left > 0; left--) await cards().nth(0).locator('.upload-remove').click();
  await page.fill('#text', '');
});

test('what is dropped anywhere on the room is attached; while it is dragged the room says where it will go', async () => {
  const file = { name: 'notes.txt', type: 'text/plain', text: 'leeks' };
  await hand('#log', ['dragenter', 'dragover'], file);
  await page.locator('.drop-here', { hasText: 'Message in kitchen' }).waitFor();
  await hand('#log', ['drop'], file);
  await allThere(page, 1);
  expect(await page.locator('.drop-here').count()).toBe(0);
  await page.press('#text', 'Enter');
  await eventually(async () => (await lastMessage()).files[0]?.name === 'notes.txt', 'it was never sent');
});

test('Send waits for what is attached this moment: no message goes without its file', async () => {
  const nina = await member(server.url, 'nina');
  let come = () => {};
  const asked = new Promise<void>((resolve) => (come = resolve));
  await nina.page.route('**/js/uploads-*', async (route) => {
    await asked;
    await route.continue();
  });
  await openKitchen(nina);
  await nina.page.locator('.file-picker').setInputFiles([named('late.jpg', await picture('red'))]);
  await nina.page.locator('.files-note', { hasText: 'Attaching…' }).waitFor();
  await nina.page.fill('#text', 'look');
  await nina.page.press('#text', 'Enter');
  expect(await nina.page.inputValue('#text')).toBe('look');
  come();
  await sentWith('look');
  expect((await lastMessage()).files.map(({ name }) => name)).toEqual(['late.jpg']);
  expect(await nina.page.inputValue('#text')).toBe('');
  expect(nina.complaints).toEqual([]);
  await nina.context.close();
});

test('another room has its own; what was attached here is found again', async () => {
  await pick(page, 'red');
  await page.locator('#room-list a', { hasText: 'garden' }).click();
  await page.locator('#room-name', { hasText: 'garden' }).waitFor();
  expect(await cards().count()).toBe(0);
  await page.goto('/chat/kitchen');
  await allThere(page, 1);
  await cards().nth(0).locator('.upload-open img').waitFor();
  await cards().nth(0).locator('.upload-remove').click();
});

test('a thread takes files, too, and they are answers', async () => {
  await page.fill('#text', 'a question');
  await page.press('#text', 'Enter');
  await page.locator('#log .message', { hasText: 'a question' }).waitFor();
  const [root] = await server.database.query<{ id: number; seq: number }>(
    "select id, seq from messages where text = 'a question'",
  );
  await page.goto(`/chat/kitchen/thread/${root!.seq}`);
  const thread = page.locator('#thread');
  // The panel is made anew by its script, which leads into its field.
  await page.keyboard.press('Shift');
  await thread.locator('#thread-text:focus').waitFor();
  await pick(thread, 'red');
  await thread.locator('#thread-text').fill('an answer with a door');
  await thread.locator('#thread-text').press('Enter');
  await sentWith('an answer with a door');
  expect((await lastMessage()).files).toHaveLength(1);
  expect(
    await server.database.query("select thread_id from messages where text = 'an answer with a door'"),
  ).toEqual([{ thread_id: root!.id }]);
  expect(await page.locator('#composer .upload-card').count()).toBe(0);
});

test('on a phone one button leads to files, camera and voice', async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const vera = await member(server.url, 'vera', phone);
  await vera.page.goto('/chat/kitchen');
  await vera.page.locator('#completion').waitFor({ state: 'attached' });
  expect(await vera.page.locator('#composer .voice-button').isVisible()).toBe(false);
  await vera.page.tap('#composer .attach-button');
  const items = vera.page.locator('.attach-menu [role=menuitem]');
  expect((await items.allTextContents()).map((text) => text.trim())).toEqual([
    'Pictures and files',
    'Camera',
    'Voice message',
  ]);
  const chosen = vera.page.waitForEvent('filechooser');
  await items.nth(1).tap();
  const chooser = await chosen;
  expect(await vera.page.locator('#composer .file-picker').getAttribute('capture')).toBe('environment');
  await chooser.setFiles([named('camera.jpg', await picture('red'))]);
  await vera.page.locator('#composer .upload-card[data-state=there]').waitFor();
  // Nothing is wider than the screen, and everything is as large as a finger.
  expect(await vera.page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  for (const button of ['.attach-button', '.emoji-button', '.send', '.upload-remove']) {
    const box = (await vera.page.locator(`#composer ${button}`).boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
  expect(vera.complaints).toEqual([]);
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
