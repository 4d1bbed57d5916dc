/** Voice messages: recorded where one writes, listened to, sent or deleted. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

let server: TestApp;
let anna: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  anna = await member(server.url, 'anna');
  await anna.context.grantPermissions(['microphone']);
  await open(anna);
});

afterAll(() => server.close());

async function open({ page }: Person): Promise<void> {
  await page.goto('/chat/kitchen');
  await page.keyboard.press('Shift');
  await page.locator('#completion').waitFor({ state: 'attached' });
}

const stored = () =>
  server.database.query<{ text: string; waveform: number[] }>(
    "select text, files.facts->'waveform' as waveform from files join messages on messages.id = message_id order by files.id",
  );

const recorded = (seconds: string) => anna.page.locator('.recorder-time', { hasText: seconds }).waitFor();

test('pressed to begin and to end, listened to and sent: the room has it with its wave', async () => {
  const { page } = anna;
  await page.fill('#text', 'what I write on');
  await page.click('#composer .voice-button');
  await recorded('0:02');
  await page.click('.recorder-stop');
  await page.click('.recorder-play');
  await page.locator('.recorder-play[aria-label="Pause"]').waitFor();
  await page.click('.recorder-send');
  await eventually(async () => (await stored()).length === 1, 'it was never stored');
  const [voice] = await stored();
  expect(voice!.text).toBe('');
  expect(voice!.waveform).toHaveLength(64);
  expect(Math.max(...voice!.waveform)).toBe(31);
  expect(await page.inputValue('#text')).toBe('what I write on');
});

test('held while one speaks; slid away, or by Esc, it is gone', async () => {
  const { page } = anna;
  const button = (await page.locator('#composer .voice-button').boundingBox())!;
  const press = async () => {
    await page.mouse.move(button.x + 8, button.y + 8);
    await page.mouse.down();
    await recorded('0:01');
  };
  await press();
  await page.mouse.up();
  await page.locator('.recorder-send').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.recorder').waitFor({ state: 'detached' });
  await press();
  await page.mouse.move(button.x - 200, button.y - 60);
  await page.locator('.recorder-hint', { hasText: 'Let go to delete' }).waitFor();
  await page.mouse.up();
  await page.locator('.recorder').waitFor({ state: 'detached' });
  expect(await stored()).toHaveLength(1);
  expect(await page.inputValue('#text')).toBe('what I write on');
});

test('by keys alone', async () => {
  const { page } = anna;
  await page.focus('#composer .voice-button');
  await page.keyboard.press('Enter');
  await page.locator('.recorder-stop:focus').waitFor();
  await recorded('0:01');
  await page.keyboard.press('Enter');
  await page.locator('.recorder-send:focus').waitFor();
  await page.keyboard.press('Enter');
  await eventually(async () => (await stored()).length === 2, 'it was never stored');
});

test('one press is enough, however long the browser asks; a microphone that is put away ends it, and nothing is lost', async () => {
  const { page } = anna;
  await page.evaluate(`(() => {
    const { mediaDevices } = navigator;
    const begin = mediaDevices.getUserMedia.bind(mediaDevices);
    window.asked = [];
    mediaDevices.getUserMedia = async (what) => {
      await new Promise((allow) => asked.push(allow));
      return (window.heard = await begin(what));
    };
  })()`);
  for (let press = 1; press <= 2; press++) await page.click('#composer .voice-button');
  await eventually(async () => (await page.evaluate('asked.length')) === 1, 'it was never asked for');
  await page.evaluate('asked.forEach((allow) => allow())');
  await recorded('0:01');
  expect(await page.locator('.recorder').count()).toBe(1);
  await page.evaluate('heard.getTracks().forEach((track) => track.stop())');
  await page.locator('.recorder-send:focus').waitFor();
  // Esc is somebody else's where the focus is elsewhere.
  await page.evaluate('document.activeElement.blur()');
  await page.keyboard.press('Escape');
  await page.click('.recorder-send');
  await eventually(async () => (await stored()).length === 3, 'it was never stored');
});

test('where the microphone is refused, it is said what to do', async () => {
  const boris = await member(server.url, 'boris');
  await boris.context.clearPermissions();
  await boris.context.addInitScript({
    content: `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))`,
  });
  await open(boris);
  await boris.page.click('#composer .voice-button');
  await boris.page.locator('.toast', { hasText: 'The microphone is not allowed here.' }).waitFor();
  expect(await boris.page.locator('#text').isVisible()).toBe(true);
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
