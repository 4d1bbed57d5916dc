/** A phone: fingers, the keyboard on the screen, and a list of rooms behind a button. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Locator } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Visitor;
let fingers: CDPSession;

const room = 'kitchen';

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of [room, 'garden']) await addRoom(server.database, name);
  boris = new Visitor(server.url);
  await boris.register('boris');
  for (const text of ['who has the key?', 'see https://example.org/ and **this**', '@anna: you?'])
    await say(room, text);
  await say('garden', 'roses');
  const visitor = new Visitor(server.url);
  await visitor.register('anna');
  await visitor.post('/chat/', { room: 'garden' });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  anna = await member(server.url, 'anna', phone);
  await anna.page.goto(`/chat/${room}`);
  await anna.page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  fingers = await anna.context.newCDPSession(anna.page);
});

afterAll(() => server.close());

const say = (address: string, text: string) =>
  boris.post(`/chat/${address}/messages`, { text, clientId: crypto.randomUUID() });
const said = (text: string): Locator => anna.page.locator('#log .message', { hasText: text }).last();
const field = () => anna.page.locator('#text');
const drawer = () => anna.page.locator('#rooms:popover-open');

const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
  fingers.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });

async function swipe(y: number, from: number, to: number): Promise<void> {
  await touch('touchStart', from, y);
  for (let step = 1; step <= 8; step++) await touch('touchMove', from + ((to - from) * step) / 8, y);
  // Lifted in motion it is a fling, during which Chromium takes no tap.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    await touch('touchMove', to, y);
  }
}

/** Chromium takes a touch away from a page that does not answer it in time, as on a busy machine: then the finger tries again. */
async function swipeUntil(seen: Locator, ...way: Parameters<typeof swipe>): Promise<void> {
  for (let tries = 1; ; tries++) {
    await swipe(...way);
    const isSeen = seen.waitFor({ timeout: 5_000 }).then(() => true);
    if (await (tries < 5 ? isSeen.catch(() => false) : isSeen)) return;
    await touch('touchEnd');
  }
}

/** What can be pressed and has less than 44 pixels of its own in some direction, but for links within a text. */
const small = () =>
  anna.page.evaluate<string[]>(`(() => {
    const wanted = 43;
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, summary, select')];
    const isTop = document.querySelector('dialog[open], :popover-open');
    return all
      .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((one) => getComputedStyle(one).pointerEvents !== 'none')
      // For screen readers: the name of who goes on.
      .filter((one) => getComputedStyle(one).clipPath !== 'inset(50%)')
      .filter((one) => !one.closest('.message-text, .visually-hidden, .skip-link') && (!isTop || isTop.contains(one)))
      .flatMap((one) => {
        one.scrollIntoView({ block: 'center', inline: 'center' });
        const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
        if (width < 2 || height < 2) return [];
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const hits = (dx, dy) => {
          const hit = document.elementFromPoint(Math.min(Math.max(x + dx, 1), innerWidth - 1), Math.min(Math.max(y + dy, 1), innerHeight - 1));
          return hit !== null && (one.contains(hit) || hit.closest('label')?.control === one);
        };
        const reach = (dx, dy) => { let far = 0; while (far < 60 && hits(dx * (far + 1), dy * (far + 1))) far++; return far; };
        const across = reach(-1, 0) + reach(1, 0) + 1;
        const down = reach(0, -1) + reach(0, 1) + 1;
        const name = (one.id || one.className || one.tagName) + ' "' + (one.getAttribute('aria-label') ?? one.textContent.trim()).slice(0, 30) + '"';
        return across < wanted || down < wanted ? [name + ': ' + across + ' x ' + down] : [];
      });
  })()`);

test('Enter breaks a line, the button sends, and the field keeps the focus', async () => {
  await field().tap();
  await anna.page.keyboard.type('one');
  await anna.page.keyboard.press('Enter');
  await anna.page.keyboard.type('two');
  expect(await field().inputValue()).toBe('one\ntwo');
  expect(await field().getAttribute('enterkeyhint')).toBe('enter');
  await anna.page.locator('.send').tap();
  await said('one').waitFor();
  await anna.page.locator('#text:focus').waitFor();
  expect(await field().inputValue()).toBe('');
});

test('the button of the list says that another room has something, and that it is for her', async () => {
  const mark = anna.page.locator('.rooms-button [data-menu-mark]');
  await say('garden', 'more roses');
  await mark.waitFor();
  expect(await mark.textContent()).toBe('');
  expect(await anna.page.locator('.rooms-button').getAttribute('aria-label')).toBe(
    'Rooms, something is unread',
  );
  await say('garden', '@anna look');
  await soon(async () => expect(await mark.textContent()).toBe('@'));
});

test('a message that is swiped to the right is answered; short of the mark it slides back', async () => {
  const message = said('who has the key?');
  const { y, height } = (await message.boundingBox())!;
  const middle = y + height / 2;
  await swipeUntil(message.locator('.swipe-mark:not(.is-ready)'), middle, 120, 150);
  await touch('touchEnd');
  await message.locator('.swipe-mark').waitFor({ state: 'detached' });
  expect(await anna.page.locator('#answering').isVisible()).toBe(false);
  await swipeUntil(message.locator('.swipe-mark.is-ready'), middle, 120, 220);
  const text = (await message.locator('.message-text').boundingBox())!;
  expect(text.x).toBeGreaterThan(120);
  await touch('touchEnd');
  await anna.page.locator('#answering', { hasText: 'who has the key?' }).waitFor();
  await said('who has the key?').locator('.swipe-mark').waitFor({ state: 'detached' });
  await anna.page.locator('#answering [data-drop]').tap();
  await anna.page.locator('#answering').waitFor({ state: 'hidden' });
});

test('a swipe from beside the edge draws the list in, one back pushes it out; the edge itself is the browser’s', async () => {
  await swipe(400, 10, 200);
  await touch('touchEnd');
  await swipe(400, 40, 200);
  await touch('touchEnd');
  await drawer().waitFor();
  await swipe(400, 250, 60);
  await touch('touchEnd');
  await drawer().waitFor({ state: 'detached' });
});

test('nothing that can be pressed is under 44 pixels', async () => {
  await anna.page.emulateMedia({ reducedMotion: 'reduce' });
  await said('@anna: you?').waitFor();
  const found: Record<string, string[]> = { room: await small() };
  await anna.page.locator('.rooms-button').tap();
  await drawer().waitFor();
  found.list = await small();
  await anna.page.keyboard.press('Escape');
  await anna.page.locator('.people-button').tap();
  await anna.page.locator('#people:popover-open').waitFor();
  found.people = await small();
  await anna.page.keyboard.press('Escape');
  await said('who has the key?').focus();
  await anna.page.keyboard.press('Enter');
  await anna.page.locator('.message-menu:popover-open').waitFor();
  found.menu = await small();
  await anna.page.keyboard.press('Escape');
  await said('who has the key?').focus();
  await anna.page.keyboard.press('+');
  await anna.page.locator('.emoji-grid').nth(2).waitFor();
  await anna.page.locator('.emoji-grid button').first().tap();
  await said('who has the key?').locator('[aria-pressed=true]').waitFor();
  found.reactions = await small();
  for (const path of ['/chat/', '/account', '/login']) {
    await anna.page.goto(path);
    found[path] = await small();
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((place) => [place, []])));
  expect(anna.complaints).toEqual([]);
});
