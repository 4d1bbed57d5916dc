/** A thread beside its room: opening it, answering, following, paging, by keyboard, and without scripts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { violations } from '../support/accessibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser } from '../support/factories.js';
import { soon } from '../support/socket.js';

let server: TestApp;
let tom: SignedInUser;
let roomId: number;
let anna: Person;
let root: MessageView;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  tom = await addUser(server.database, 'tom');
  roomId = await addRoom(server.database, 'plots', { members: [tom] });
  root = await say('Who can open the gate?');
  for (let n = 1; n <= 34; n++) await say(`answer ${n}`, root.id);
  anna = await member(server.url, 'anna');
  await anna.page.goto('/chat/plots');
  await anna.page.locator('.people [data-user]').first().waitFor();
});

afterAll(() => server.close());

const say = async (text: string, replyTo?: number) =>
  (await server.app.get(MessagesService).send(tom, {
    ...{ roomId, clientId: randomUUID(), text },
    ...(replyTo !== undefined && { replyTo }),
  })) as MessageView;

const inRoom = (text: string) => anna.page.locator('#log .message', { hasText: text }).last();
const inThread = (text: string) => anna.page.locator('#thread-log .message', { hasText: text }).last();
const thread = () => anna.page.locator('#thread');
const line = () => anna.page.locator('#log .replies');
const isFocused = (selector: string) => anna.page.locator(`${selector}:focus`).waitFor();

test('a message says how many answered it, and counts up as they come; the way there opens the thread beside the room', async () => {
  await line().getByText('34 answers').waitFor();
  await say('answer 35', root.id);
  await line().getByText('35 answers').waitFor();
  await line().click();
  await isFocused('#thread-text');
  await inThread('answer 35').waitFor();
  expect(new URL(anna.page.url()).pathname).toBe(`/chat/plots/thread/${root.seq}`);
  await anna.page.locator('#log .is-thread-open', { hasText: root.text! }).waitFor();
  expect(await anna.page.locator('#people').isVisible()).toBe(false);
  expect(await anna.page.locator('#thread-log .quote').count()).toBe(0);
  await thread().getByText('5 earlier of 35 answers').click();
  await inThread('answer 1').first().waitFor();
  await thread().locator('#thread-earlier').waitFor({ state: 'hidden' });
  expect(await violations(anna)).toEqual([]);
});

test('what is written there answers the first message, and is in the room, too; edits and deletions follow', async () => {
  await anna.page.fill('#thread-text', 'I can');
  await anna.page.keyboard.press('Enter');
  await inThread('I can').and(anna.page.locator('[data-seq]:not(.pending)')).waitFor();
  await inRoom('I can').locator('.quote', { hasText: root.text! }).waitFor();
  await line().getByText('36 answers').waitFor();
  await inThread('I can').focus();
  await anna.page.keyboard.press('e');
  await thread().locator('.message-editor textarea').fill('I can, at nine');
  await anna.page.keyboard.press('Enter');
  await inThread('I can, at nine').waitFor();
  await inRoom('I can, at nine').waitFor();
});

test('R in it answers that message, whose line leads there; what is quiet is stored so', async () => {
  await inThread('answer 35').focus();
  await anna.page.keyboard.press('r');
  await isFocused('#thread-text');
  const answering = thread().locator('.answering');
  await answering.getByText('Tell tom').click();
  await anna.page.fill('#thread-text', 'hush');
  await anna.page.keyboard.press('Enter');
  await inThread('hush').locator('.quote', { hasText: 'answer 35' }).click();
  await thread().locator('#thread-log .is-target', { hasText: 'answer 35' }).waitFor();
  const [stored] = await server.database.query(`select quiet from messages where text = 'hush'`);
  expect(stored).toEqual({ quiet: true });
});

test('Esc closes it, T opens it, from an answer as well; whoever follows it is told what is new, until they see it', async () => {
  await anna.page.locator('#thread-text').focus();
  await anna.page.keyboard.press('Escape');
  await thread().waitFor({ state: 'hidden' });
  await soon(() => expect(new URL(anna.page.url()).pathname).toBe('/chat/plots'));
  await inRoom('hush').focus();
  await anna.page.keyboard.press('t');
  await isFocused('#thread-text');
  // Who wrote in it follows it.
  const follow = (isOn: boolean) => thread().locator(`.thread-follow [aria-pressed=${isOn}]`);
  await follow(true).click();
  await follow(false).click();
  await follow(true).waitFor();
  await anna.page.locator('[data-thread-close]').click();
  await thread().waitFor({ state: 'hidden' });
  await say('news', root.id);
  await line().getByText('1 new').waitFor();
  const message = anna.page.locator('#log .message', { hasText: root.text! }).first();
  await message.focus();
  await soon(async () => expect(await message.getAttribute('aria-label')).toMatch(/38 answers, 1 new$/));
  await anna.page.keyboard.press('t');
  await thread().locator('.new-line', { hasText: '1 new' }).waitFor();
  await line().getByText('1 new').waitFor({ state: 'hidden' });
  const stored = await server.database.query(
    `select following from thread_follows join users on users.id = user_id where username = 'anna'`,
  );
  expect(stored).toEqual([{ following: true }]);
  await anna.page.goBack();
  await thread().waitFor({ state: 'hidden' });
  expect(anna.complaints).toEqual([]);
});

test('who presses T again and again opens it once, and one step leads back', async () => {
  const { page } = anna;
  const asked: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('["thread",')) asked.push(String(payload));
    }),
  );
  await page.goto('/chat/plots');
  // Until the keys of messages are there, one that is pressed does nothing.
  await page.locator('#log .message[tabindex="0"]').waitFor();
  await inRoom(root.text!).focus();
  await page.evaluate(
    `for (let n = 0; n < 20; n++)
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 't', bubbles: true, cancelable: true }))`,
  );
  await isFocused('#thread-text');
  expect(asked).toHaveLength(1);
  await page.keyboard.press('Escape');
  await thread().waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/chat/plots');
});

test('without scripts it is a page: read, page back, follow, answer', async () => {
  const boris = await member(server.url, 'boris', { javaScriptEnabled: false });
  const { page } = boris;
  await page.goto(`/chat/plots/thread/${root.seq + 3}`);
  await page.locator('#thread-log .message', { hasText: 'news' }).waitFor();
  await page.locator('#thread-earlier a').click();
  await page.locator('#thread-log .message', { hasText: 'answer 1' }).first().waitFor();
  await page.click('.thread-follow button');
  await page.locator('.thread-follow [aria-pressed=true]').waitFor();
  await page.fill('#thread-text', 'from a plain page');
  await page.click('#thread-composer [type=submit]');
  await page.locator('#thread-log .message', { hasText: 'from a plain page' }).waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.locator('#text').isVisible()).toBe(false);
  await page.click('[data-thread-close]');
  await page.locator('#log .replies', { hasText: '39 answers' }).waitFor();
});

test('its address opens the room with it, and what somebody had begun to write', async () => {
  await anna.page.goto(`/chat/plots/thread/${root.seq}`);
  await inThread('from a plain page').waitFor();
  await inRoom(root.text!).waitFor();
  await isFocused('#thread-text');
  await anna.page.keyboard.press('Escape');
  await thread().waitFor({ state: 'hidden' });
  await soon(() => expect(new URL(anna.page.url()).pathname).toBe('/chat/plots'));
});
