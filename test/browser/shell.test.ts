/** Light and dark, the quiet line about the network, and the chat as an installed application. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { Logo } from '../../src/server/files/logo/logo.service.js';
import { SettingsService } from '../../src/server/settings/settings.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person, somebody, untilTrue } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom, addUser } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let database: TestDatabase;
let server: TestApp;
let anna: Person;
let boris: Visitor;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startApp({}, database);
  await addRoom(database, 'kitchen');
  anna = await member(server.url, 'anna');
  boris = new Visitor(server.url);
  await boris.register('boris');
});

afterAll(async () => {
  await server.close();
  await database.drop();
});

const paper = ({ page }: Person) => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
const [light, dark] = ['rgb(250, 247, 242)', 'rgb(23, 20, 17)'];
/** As the script says it, and the page, where the switch was pressed before its script was there. */
const around = [dark, '#171411'];

async function enterKitchen(): Promise<void> {
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('.people [data-user]').first().waitFor();
}

test('dark at once by the switch, on the next page from its first byte, and back', async () => {
  await enterKitchen();
  expect(await paper(anna)).toBe(light);
  const kept = anna.page.waitForResponse('**/theme');
  await anna.page.click('.me-button');
  await anna.page.click('.to-dark');
  await soon(async () => expect(await paper(anna)).toBe(dark));
  for (const meta of await anna.page.locator('meta[name=theme-color]').all())
    expect(around).toContain(await meta.getAttribute('content'));
  await kept;
  const html = await (await anna.page.request.get('/account')).text();
  expect(html).toContain('data-theme="dark"');
  await anna.page.goto('/account');
  expect(await paper(anna)).toBe(dark);
  await anna.page.selectOption('#theme', 'system');
  await anna.page.click('text=Use these colours');
  await soon(async () => expect(await paper(anna)).toBe(light));
});

test('without scripts the switch works, too, against a dark system', async () => {
  const plain = await somebody(server.url, { javaScriptEnabled: false, colorScheme: 'dark' });
  await plain.page.goto('/login');
  await plain.page.click('.to-light');
  await plain.page.locator('html[data-theme=light]').waitFor();
  await plain.page.locator('.to-dark').waitFor();
  expect(await plain.page.locator('.to-light').isVisible()).toBe(false);
  await close(plain.context);
});

test('offline: the line says so, what is written waits, and it says what was caught up', async () => {
  await enterKitchen();
  await anna.context.setOffline(true);
  await anna.page.evaluate(`window.dispatchEvent(new Event('offline'))`);
  await anna.page.locator('#status', { hasText: 'You are offline: what you write is kept' }).waitFor();
  expect(await anna.page.locator('#text').isEnabled()).toBe(true);
  await anna.page.fill('#text', 'written offline');
  await anna.page.press('#text', 'Enter');
  await anna.page.locator('#waiting .message', { hasText: 'written offline' }).waitFor();
  for (const text of ['one', 'two'])
    await boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
  await anna.context.setOffline(false);
  await anna.page.locator('#status', { hasText: 'Caught up, 2 new' }).waitFor();
  await anna.page.locator('#log .message', { hasText: 'written offline' }).waitFor();
  await anna.page.locator('#status:empty').waitFor({ state: 'attached' });
});

test('it can be installed: the manifest, its icons, a service worker for the whole site', async () => {
  await enterKitchen();
  const address = (await anna.page.getAttribute('link[rel=manifest]', 'href'))!;
  const answer = await anna.page.request.get(address);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  const manifest = (await answer.json()) as { display: string; icons: { src: string; sizes: string }[] };
  expect(manifest.display).toBe('standalone');
  for (const { src, sizes } of manifest.icons) {
    const icon = await anna.page.request.get(src);
    expect(icon.status()).toBe(200);
    if (sizes === 'any') continue;
    // A PNG says its width at byte 16.
    expect((await icon.body()).readUInt32BE(16)).toBe(Number(sizes.split('x')[0]));
  }
  const scope = await anna.page.evaluate<string>(`navigator.serviceWorker.ready.then(({ scope }) => scope)`);
  expect(new URL(scope).pathname).toBe('/');
});

test('with the server away a page says so and shows what waits; it goes on by itself', async () => {
  await enterKitchen();
  await anna.page.evaluate(`navigator.serviceWorker.ready`);
  await anna.page.reload();
  await anna.page.locator('.people [data-user]').first().waitFor();
  const { port } = new URL(server.url);
  await server.close();
  await anna.page.fill('#text', 'not lost');
  await anna.page.press('#text', 'Enter');
  // It was never read, so it is not kept.
  await anna.page.goto('/account/tokens');
  await anna.page.locator('h1', { hasText: 'You are offline' }).waitFor();
  await soon(async () =>
    expect(await anna.page.locator('#unsent-texts li').allTextContents()).toEqual(['not lost']),
  );
  expect(await paper(anna)).toBe(light);
  const keys = await anna.page.evaluate<string[]>(
    `caches.open('samovar.offline').then((c) => c.keys()).then((k) => k.map(({ url }) => new URL(url).pathname))`,
  );
  expect(keys.filter((path) => !/^\/(offline$|built\/|js\/(offline\.js|chat-|later-))/.test(path))).toEqual(
    [],
  );
  server = await startApp({ PORT: port }, database);
  await anna.page.locator('h1', { hasText: 'API tokens' }).waitFor();
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('#log .message', { hasText: 'not lost' }).waitFor();
});

test('the server’s own name and picture stand on the page for when it is away; others do once it was there again', async () => {
  const admin = await addUser(database, 'ada', 'admin');
  const show = async (background: string) => {
    const create = { width: 200, height: 200, channels: 3 as const, background };
    const picture = await sharp({ create }).png().toBuffer();
    const sent = (async function* () {
      yield await Promise.resolve(picture);
    })();
    return `/logo/${(await server.app.get(Logo).set(admin, sent)).version}-192.png`;
  };
  const isKept = (page: Person['page'], path: string) =>
    untilTrue(page, `caches.match('${path}').then((found) => found !== undefined)`);
  const first = await show('blue');
  await server.app.get(SettingsService).apply(admin, { server_name: 'Orchard' });
  const clara = await member(server.url, 'clara', { colorScheme: 'dark' });
  const { page, context } = clara;
  // A worker that could not fetch all of it tries again with the next page.
  await soon(async () => {
    await page.goto('/chat/kitchen');
    await page.waitForTimeout(1_000);
    expect(await page.evaluate(`caches.match('${first}').then((found) => found !== undefined)`)).toBe(true);
  });
  await isKept(page, '/offline');
  const expectShown = async (path: string, name: string) => {
    await context.setOffline(true);
    await page.goto('/account/tokens');
    await page.getByText(`${name} cannot be reached right now.`).waitFor();
    const shown = page.locator('.has-picture > img');
    expect(await shown.getAttribute('src')).toBe(path);
    // As large before it is there as it is then.
    await untilTrue(page, `document.querySelector('.has-picture > img').naturalWidth === 192`);
    expect(await shown.boundingBox()).toMatchObject({ width: 64, height: 64 });
    expect(await paper(clara)).toBe(dark);
  };
  await expectShown(first, 'Orchard');
  const second = await show('green');
  await server.app.get(SettingsService).apply(admin, { server_name: 'Meadow' });
  await context.setOffline(false);
  await page.goto('/account/tokens');
  await isKept(page, second);
  await untilTrue(page, `caches.match('${first}').then((found) => found === undefined)`);
  await expectShown(second, 'Meadow');
  await server.app.get(Logo).remove(admin);
  await context.setOffline(false);
  await page.goto('/account/tokens');
  await untilTrue(page, `caches.match('${second}').then((found) => found === undefined)`);
  await close(context);
});
