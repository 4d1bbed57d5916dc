/** Names and texts that are markup are text, everywhere; the pages fit a phone; nothing offends the security policy. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

const markup = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>&lt;b&gt; {{text}}`;
const roomName = `b onclick='x'>tea "&" {{cake}}`;

let server: TestApp;
let anna: Person;
let boris: Visitor;

const pathOf = (name: string) => `/chat/${encodeURIComponent(name)}`;

beforeAll(async () => {
  server = await startApp();
  await addRoom(server.database, roomName);
  boris = new Visitor(server.url);
  await boris.register('boris');
  anna = await member(server.url, 'anna');
});

afterAll(() => server.close());

test('a text and a topic that are markup, rendered by the server and live', async () => {
  const path = pathOf(roomName);
  const send = (text: string) => boris.post(`${path}/messages`, { text, clientId: crypto.randomUUID() });
  await send(markup);
  await send(`/topic ${markup}`);
  await anna.page.goto(path);
  const messages = anna.page.locator('#log .message:not([data-kind=room]) .message-text');
  expect(await anna.page.locator('#log [data-kind=room]').textContent()).toContain(markup);
  expect(await messages.allTextContents()).toEqual([markup]);
  await anna.page.locator('.people [data-user]').first().waitFor();
  await send(`live ${markup}`);
  await send(`/me ${markup}`);
  // Announced on another way than the room's messages, it could come before them.
  await anna.page.locator('#log [data-kind=action]').waitFor();
  await send(`/pm anna ${markup}`);
  await anna.page.locator('#log .private').waitFor();
  await soon(async () =>
    expect(await messages.allTextContents()).toEqual([markup, `live ${markup}`, `* boris ${markup}`, markup]),
  );
  expect(await anna.page.locator('#topic').textContent()).toBe(markup);
  expect(await anna.page.locator('#room-name').textContent()).toBe(roomName);
  expect(await anna.page.locator('#log img, #log script, #log b').count()).toBe(0);
  expect(await anna.page.title()).not.toContain('owned');
});

test('the lobby lists it, and a name with quotes, braces and ampersands can be entered', async () => {
  await anna.page.goto('/chat/');
  await anna.page.locator('.room-card', { hasText: roomName }).click();
  await anna.page.waitForURL((url) => url.pathname === pathOf(roomName));
});

test('nothing in the pages offended the content security policy', async () => {
  for (const path of ['/account', '/chat/', pathOf(roomName)]) await anna.page.goto(path);
  expect(anna.complaints).toEqual([]);
  // The listener is not deaf: this would have been reported.
  await anna.page.evaluate(`document.body.setAttribute('onclick', 'owned')`);
  await anna.page.locator('body').dispatchEvent('click');
  await soon(() => expect(anna.complaints.join()).toContain('content security policy: '));
});

describe.each([
  { width: 320, height: 568, locale: 'en-US' },
  { width: 390, height: 844, locale: 'en-US' },
  // Words are longer.
  { width: 390, height: 844, locale: 'ru-RU' },
])('at $width pixels, $locale', ({ locale, ...viewport }) => {
  test.each(['/chat/', pathOf(roomName), '/account', '/chat/nowhere', '/nothing-here'])(
    'the page %s is no wider than the screen',
    async (path) => {
      const phone = await anna.context.browser()!.newContext({
        viewport,
        locale,
        hasTouch: true,
        isMobile: true,
        storageState: await anna.context.storageState(),
      });
      const page = await phone.newPage();
      await page.goto(server.url + path);
      const widths = await page.evaluate(`[document.documentElement.scrollWidth, innerWidth]`);
      expect(widths).toEqual([viewport.width, viewport.width]);
      await close(phone);
    },
  );
});

test('on a phone the rooms and the people are drawers', async () => {
  const phone = await member(server.url, 'vera', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await phone.page.goto(pathOf(roomName));
  await phone.page.locator('[data-online]', { hasText: /[12]/ }).first().waitFor();
  expect(await phone.page.locator('#rooms').isVisible()).toBe(false);
  await phone.page.tap('.rooms-button');
  await phone.page.locator('#rooms >> text=All rooms').waitFor();
  await phone.page.keyboard.press('Escape');
  await phone.page.locator('#rooms').waitFor({ state: 'hidden' });
  await phone.page.tap('.people-button');
  await phone.page.locator('#people >> text=vera').waitFor();
});
