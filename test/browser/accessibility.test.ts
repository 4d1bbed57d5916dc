/** Every page, light and dark, by the rules of axe-core for WCAG 2.2 AA. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { PasswordResets } from '../../src/server/auth/passwords/password-resets.service.js';
import { violations } from '../support/accessibility.js';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, somebody } from '../support/browser.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
  const boris = new Visitor(server.url);
  await boris.register('boris');
  await boris.post('/chat/', { room: 'kitchen' });
  const say = (text: string) => boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
  for (const text of ['/topic Tea', 'hello', 'again', '/me waves']) await say(text);
  // The topic is a line, too.
  await boris.get('/chat/kitchen/2/keep');
  const [hello] = await server.database.query<{ id: string }>("select id from messages where text = 'hello'");
  await boris.post('/chat/kitchen/pins', { messageId: hello!.id, on: 'yes', back: 'message' });
});

afterAll(() => server.close());

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  let anna: Person;

  beforeAll(async () => {
    anna = await member(server.url, `anna-${colorScheme}`, { colorScheme, reducedMotion: 'reduce' });
    await anna.page.goto('/chat/');
  });

  test.each(['/login', '/register', '/reset', '/nothing-here', '/offline'])(
    '%s, signed out',
    async (path) => {
      const stranger = await somebody(server.url, { colorScheme, reducedMotion: 'reduce' });
      await stranger.page.goto(path);
      expect(await violations(stranger)).toEqual([]);
    },
  );

  test('the page for a new password', async () => {
    const [row] = await server.database.query<{ id: string }>(
      "select id from users where username = 'boris'",
    );
    const { path } = await server.app
      .get(PasswordResets)
      .offer({ id: Number(row!.id), username: 'boris' }, commandLine);
    const stranger = await somebody(server.url, { colorScheme, reducedMotion: 'reduce' });
    await stranger.page.goto(path);
    await stranger.page.locator('#password').waitFor();
    expect(await violations(stranger)).toEqual([]);
  });

  test('API tokens, and a new one', async () => {
    await anna.page.goto('/account/tokens');
    expect(await violations(anna)).toEqual([]);
    await anna.page.fill('#name', 'backup');
    await anna.page.fill('#current-password', defaultPassword);
    await anna.page.click('.button-primary');
    await anna.page.locator('.token').waitFor();
    expect(await violations(anna)).toEqual([]);
  });

  test.each(['/chat/', '/account', '/chat/nowhere'])('%s', async (path) => {
    await anna.page.goto(path);
    expect(await violations(anna)).toEqual([]);
  });

  test('a room with messages, private lines, a refused text and the list of commands', async () => {
    await anna.page.goto('/chat/kitchen');
    await anna.page.locator('.people [data-user]').first().waitFor();
    for (const text of ['/pm boris psst', '/nonsense', '/help']) {
      await anna.page.fill('#text', text);
      await anna.page.press('#text', 'Enter');
    }
    for (const part of ['#log .private', '.refusal-text:not(:empty)', '#commands'])
      await anna.page.locator(part).waitFor();
    expect(await violations(anna)).toEqual([]);
  });

  test('the switcher, the list of keys, completion', async () => {
    const { page } = anna;
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.switcher .option', { hasText: 'kitchen' }).waitFor();
    expect(await violations(anna)).toEqual([]);
    await page.keyboard.type('hello');
    await page.locator('.switcher .option mark', { hasText: 'hello' }).first().waitFor();
    expect(await violations(anna)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#text').pressSequentially('/');
    await page.locator('.completion .option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await violations(anna)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.fill('#text', '');
    await page.keyboard.press('?');
    await page.locator('.keyboard-help').waitFor();
    expect(await violations(anna)).toEqual([]);
  });

  test('what is kept at hand, the ways to a day, and the search', async () => {
    const { page } = anna;
    await page.goto('/chat/kitchen/2/keep');
    expect(await violations(anna)).toEqual([]);
    await page.fill('.keep-form textarea', 'for the weekend');
    await page.click('.keep-form .button-primary');
    await page.locator('.kept-note', { hasText: 'for the weekend' }).waitFor();
    expect(await violations(anna)).toEqual([]);
    await page.goto('/chat/kitchen/pins');
    await page.locator('.kept', { hasText: 'hello' }).waitFor();
    expect(await violations(anna)).toEqual([]);
    for (const path of ['/chat/kitchen/jump', '/search', '/search?q=from:boris+hello']) {
      await page.goto(path);
      expect(await violations(anna)).toEqual([]);
    }
    await page.locator('.hit mark').waitFor();
  });

  test('a room on a phone, and its drawer', async () => {
    await anna.page.setViewportSize({ width: 390, height: 844 });
    await anna.page.goto('/chat/kitchen');
    expect(await violations(anna)).toEqual([]);
    for (const drawer of ['rooms', 'people']) {
      await anna.page.click(`.${drawer}-button`);
      await anna.page.locator(`#${drawer} .drawer-close`).waitFor();
      expect(await violations(anna)).toEqual([]);
      await anna.page.click(`#${drawer} .drawer-close`);
    }
  });
});
