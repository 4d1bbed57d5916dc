/** Files come in by picker, paste and drop; they are shown, ordered, described and taken away before they are sent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

let server: TestApp;
let anna: Person;
let page: Page;

const picture = (colour: string) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

const named = (name: string, buffer: Buffer, mimeType = 'image/jpeg') => ({ name, mimeType, buffer });

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['kitchen', 'garden']) await addRoom(server.database, name);
  anna = await member(server.url, 'anna');
  page = anna.page;
  await page.goto('/chat/kitchen');
  await page.locator('.people li').first().waitFor();
  // Somebody is there: what comes later is fetched.
  await page.keyboard.press('Shift');
  await page.locator('#completion').waitFor({ state: 'attached' });
});

afterAll(() => server.close());

const cards = (within: Page | Locator = page) => within.locator('.composer-area .tray .upload-card');
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

const allThere = (within: Page | Locator, count: number) =>
  eventually(
    async () => (await cards(within).and(page.locator('[data-state=there]')).count()) === count,
    'the files were never there',
  );

/** What the room's newest message carries. */
async function lastMessage() {
  const [row] = await server.database.query<{ id: number; text: string }>(
    'select id, text from messages order by id desc limit 1',
  );
  const files = await server.database.query<{ name: string; alt: string | null }>(
    'select name, alt from files where message_id = $1 order by place',
    [row?.id],
  );
  return { text: row?.text, files };
}

const sentWith = (text: string) =>
  eventually(async () => (await lastMessage()).text === text, `${text} was never stored`);

/** As the browser hands over what is dropped or pasted: a file, at the element of this selector. */
async function hand(selector: string, events: string[], file: { name: string; type: string; text: string }) {
  const isPaste = events.includes('paste');
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    const { name, type, text } = ${JSON.stringify(file)};
    transfer.items.add(new File([text], name, { type }));
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

test('what another app shares goes to the composer of the room that is chosen', async () => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  // As a system hands it to an installed app.
  await page.evaluate(`(() => {
    const transfer = new DataTransfer();
    for (const name of ['дача.txt', 'beds.txt']) transfer.items.add(new File(['leeks'], name, { type: 'text/plain' }));
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/shared', enctype: 'multipart/form-data' });
    const files = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true });
    files.files = transfer.files;
    form.append(files, Object.assign(document.createElement('input'), { name: 'text', value: 'from the garden' }));
    document.body.append(form);
    form.submit();
  })()`);
  const shared = page.locator('#shared-files li');
  await shared.nth(1).waitFor();
  expect(await shared.allTextContents()).toEqual(['дача.txt', 'beds.txt']);
  expect(await page.inputValue('[name=text]')).toBe('from the garden');
  await page.getByRole('radio', { name: 'garden' }).check();
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('#room-name', { hasText: 'garden' }).waitFor();
  await allThere(page, 2);
  expect(await page.inputValue('#text')).toBe('from the garden');
  await page.press('#text', 'Enter');
  await sentWith('from the garden');
  expect((await lastMessage()).files.map(({ name }) => name)).toEqual(['дача.txt', 'beds.txt']);
  await page.goto('/share');
  expect(await page.locator('#shared-files').isHidden()).toBe(true);
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
