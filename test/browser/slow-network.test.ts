/** Every click answers at once: what was last known of a room is shown while its page is on the way, and without a network too. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import {
  type BrowserName,
  close,
  inEachBrowser,
  member,
  type Person,
  untilTrue,
} from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

const rooms = ['kitchen', 'garden', 'attic', 'cellar'];
let server: TestApp;
let anna: Person;
let boris: Visitor;
let loads = 0;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of rooms) await addRoom(server.database, name);
  boris = new Visitor(server.url);
  await boris.register('boris');
  for (const room of rooms) await say(room, `hello in the ${room}`);
});

afterAll(() => server.close());

/** She is a member of all of them; her browser has seen neither the attic nor the cellar. */
async function come(username: string, browser?: BrowserName): Promise<void> {
  anna = await member(server.url, username, { browser });
  anna.page.on('load', () => loads++);
}

const say = (room: string, text: string) =>
  boris.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });
const link = (room: string) => anna.page.locator('.sidebar .room-link', { hasText: room });
const said = (text: string) => anna.page.locator('#log .message', { hasText: text });
const kept = () =>
  anna.page.evaluate<string[]>(
    `(async () => (await Promise.all((await caches.keys()).filter((name) => name.startsWith('samovar.pages.'))
      .map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())()`,
  );

async function isHere(room: string): Promise<void> {
  await anna.page.locator('#room-name', { hasText: room }).waitFor();
  await anna.page.locator('.people [data-user]').first().waitFor();
}

/** The pages of a room stay on their way until they are let go. */
async function hold(room: string): Promise<() => Promise<void>> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const pattern = new RegExp(`/chat/${room}$`);
  await anna.page.route(pattern, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  return async () => {
    letGo();
    await anna.page.unroute(pattern);
  };
}

async function begin(): Promise<void> {
  await anna.page.goto('/chat/garden');
  await isHere('garden');
  await link('kitchen').click();
  await isHere('kitchen');
  loads = 0;
}

inEachBrowser('On a slow network', (browser) => {
  beforeAll(() => come(`anna-${browser}`, browser));
  beforeEach(begin);

  test('a slow answer: the row at once, the room as it was last known, and then what is new', async () => {
    const news = `while she waited for ${browser}`;
    const letGo = await hold('garden');
    await link('garden').click();
    await anna.page.locator('.sidebar .room-link[aria-current]', { hasText: 'garden' }).waitFor();
    expect(await anna.page.locator('.sidebar [aria-current]').count()).toBe(1);
    await said('hello in the garden').waitFor();
    expect(await anna.page.textContent('#room-name')).toBe('garden');
    await say('garden', news);
    await letGo();
    await said(news).waitFor();
    await isHere('garden');
    expect(loads).toBe(0);
    // Firefox does not say that it is back: nothing is loaded.
    void anna.page.goBack().catch(() => undefined);
    await isHere('kitchen');
  });

  test('what is typed at once is for the room one goes to, also where nothing is known of it', async () => {
    const words = `first words from ${browser}`;
    for (const room of ['garden', 'attic']) {
      const letGo = await hold(room);
      await anna.page.fill('#text', `draft before ${room}`);
      await link(room).click();
      await anna.page.keyboard.type(words, { delay: 5 });
      await anna.page.locator('#room-name', { hasText: room }).waitFor();
      await soon(async () => expect(await anna.page.inputValue('#text')).toBe(words));
      await anna.page.keyboard.press('Enter');
      await anna.page.locator('#waiting .message', { hasText: words }).waitFor();
      await anna.page.keyboard.type('and more');
      await letGo();
      await said(words).waitFor();
      await isHere(room);
      await soon(async () => expect(await anna.page.inputValue('#text')).toBe('and more'));
      await anna.page.locator('#text:focus').waitFor();
      await anna.page.fill('#text', '');
      expect(await said(words).count()).toBe(1);
      await link('kitchen').click();
      await isHere('kitchen');
      await soon(async () => expect(await anna.page.inputValue('#text')).toBe(`draft before ${room}`));
      await anna.page.fill('#text', '');
      expect(await said(words).count()).toBe(0);
    }
  });

  test('a second click outruns the first, whichever answer comes first', async () => {
    const letGo = await hold('garden');
    await link('garden').click();
    await anna.page.locator('#room-name', { hasText: 'garden' }).waitFor();
    await link('cellar').click();
    await isHere('cellar');
    await letGo();
    await said('hello in the cellar').waitFor();
    const current = anna.page.locator('.sidebar [aria-current]');
    expect(await current.count()).toBe(1);
    expect(await current.textContent()).toContain('cellar');
    await anna.page.reload();
    await isHere('cellar');
  });
});

describe('Where one stands in a room', () => {
  const bar = () => anna.page.locator('#unread-bar');

  beforeAll(async () => {
    await come('vera');
    await addRoom(server.database, 'porch');
    for (let index = 0; index < 50; index++) await say('cellar', `letter ${index}`);
  });

  test('what is shown of a room for the time being says nothing that is true of another, or no more', async () => {
    await anna.page.goto('/chat/cellar');
    await isHere('cellar');
    await bar().waitFor();
    let letGo = await hold('attic');
    await link('attic').click();
    await anna.page.locator('#room-name', { hasText: 'attic' }).waitFor();
    expect(await bar().isVisible()).toBe(false);
    await letGo();
    await isHere('attic');
    await link('cellar').click();
    await isHere('cellar');
    await anna.page.keyboard.press('Shift+Escape');
    await bar().waitFor({ state: 'hidden' });
    await link('attic').click();
    await isHere('attic');
    letGo = await hold('cellar');
    await link('cellar').click();
    await said('letter 49').waitFor();
    expect(await bar().isVisible()).toBe(false);
    await letGo();
    await isHere('cellar');
  });

  test('whoever only looks at a room writes at once in one of their own that was never here', async () => {
    await anna.page.goto('/chat/porch');
    await isHere('porch');
    const letGo = await hold('kitchen');
    await link('kitchen').click();
    await anna.page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
    await anna.page.locator('#text:focus').waitFor();
    expect(await link('kitchen').locator('[data-looking]').count()).toBe(0);
    await letGo();
    await isHere('kitchen');
  });
});

describe('Without a network', () => {
  beforeAll(() => come('anna'));
  beforeEach(() => anna.context.setOffline(false).then(begin));

  test('offline: the room stays, another shows what was last known, and what is written goes out later', async () => {
    await say('kitchen', 'before the tunnel');
    await said('before the tunnel').waitFor();
    await anna.context.setOffline(true);
    await link('garden').click();
    await said('hello in the garden').waitFor();
    await anna.page.fill('#text', 'from the tunnel');
    await anna.page.press('#text', 'Enter');
    await anna.page.locator('#waiting .message', { hasText: 'from the tunnel' }).waitFor();
    await link('kitchen').click();
    await said('before the tunnel').waitFor();
    await anna.page.goBack();
    await anna.page.locator('#waiting .message', { hasText: 'from the tunnel' }).waitFor();
    await say('garden', 'meanwhile in the garden');
    await anna.context.setOffline(false);
    for (const text of ['from the tunnel', 'meanwhile in the garden']) await said(text).waitFor();
    expect(await said('from the tunnel').count()).toBe(1);
    expect(loads).toBe(0);
  });

  test('offline, a room that was never here says so, and comes by itself when the network is back', async () => {
    const fresh = `fresh ${crypto.randomUUID().slice(0, 8)}`;
    await addRoom(server.database, fresh);
    await say(fresh, 'hello in the fresh one');
    const visitor = new Visitor(server.url);
    await visitor.signIn('anna');
    await visitor.post('/chat/', { room: fresh });
    await anna.page.reload();
    await isHere('kitchen');
    loads = 0;
    await anna.context.setOffline(true);
    await link(fresh).click();
    await anna.page.locator('#empty', { hasText: /not been opened in this.*Try again/s }).waitFor();
    expect(await anna.page.textContent('#room-name')).toBe(fresh);
    await anna.context.setOffline(false);
    await said('hello in the fresh one').waitFor();
    expect(loads).toBe(0);
  });

  test('a room is kept in the browser, opens from there without a network, and is erased when its reader signs out', async () => {
    await eventually(async () => (await kept()).includes('/chat/garden'), 'The garden was never kept.');
    await untilTrue(anna.page, 'navigator.serviceWorker.controller !== null');
    await anna.context.setOffline(true);
    await anna.page.goto('/chat/garden');
    await said('hello in the garden').waitFor();
    const unread = () => link('kitchen').locator('[data-unread-count]').textContent().then(Number);
    const before = await unread();
    await Promise.all([say('garden', 'after the tunnel'), say('kitchen', 'there')]);
    await anna.context.setOffline(false);
    await said('after the tunnel').waitFor();
    await soon(async () => expect(await unread()).toBe(before + 1));
    anna.page.on('dialog', (dialog) => void dialog.accept());
    await anna.page.click('.me-button');
    await anna.page.click('form[action="/logout"] button');
    await anna.page.waitForURL('**/login**');
    await soon(async () => expect(await kept()).toEqual([]));
    await close(anna.context);
  });
});
