/** What links lead to, below messages: it comes and goes in every window, by mouse and by key, and for whoever wants none it is not there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { violations } from '../support/accessibility.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';
import { Web } from '../support/web.js';
import { jpeg } from '../previews/scene.js';

let web: Web;
let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  web = await Web.start();
  server = await startApp({ RATE_LIMITS: 'off', OUTGOING: 'any' });
  await addRoom(server.database, 'kitchen');
  await addRoom(server.database, 'cellar', { access: 'private' });
  [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  for (const person of [anna, boris]) await enter(person);
});

afterAll(async () => {
  await server.close();
  await web.close();
});

async function enter({ page }: Person, path = '/chat/kitchen'): Promise<void> {
  await page.goto(path);
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  // What can be done with messages comes at the first sign of somebody.
  for (const place of [5, 9]) await page.mouse.move(place, place);
}

async function say({ page }: Person, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

const previews = ({ page }: Person) => page.locator('#log .preview');
const titled = (person: Person, title: string) => previews(person).filter({ hasText: title });

async function published(title: string): Promise<string> {
  const path = `/${title.replaceAll(' ', '-')}`;
  web.bytes(`${path}.jpg`, 'image/jpeg', await jpeg());
  const about = `<meta property="og:image" content="${path}.jpg"><meta name="description" content="All about it">`;
  return web.html(path, `<title>${title}</title>${about}`);
}

test('it comes in both windows, small, out of this server, and goes from both by one click of its author', async () => {
  await say(anna, `look: ${await published('A green door')}`);
  for (const person of [anna, boris]) {
    const preview = titled(person, 'A green door');
    await preview.waitFor();
    const picture = preview.locator('img');
    await soon(async () =>
      expect(await picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as unknown)).toBe(64),
    );
    expect(await picture.getAttribute('src')).toMatch(/^\/files\/\d+\/preview\.webp\?size=thumb$/);
    const { width, height } = (await preview.boundingBox())!;
    expect([width <= 512, height <= 68]).toEqual([true, true]);
  }
  expect(await violations(anna)).toEqual([]);
  expect(await titled(boris, 'A green door').locator('.preview-hide').count()).toBe(0);
  await titled(anna, 'A green door').hover();
  await titled(anna, 'A green door').locator('.preview-hide').click();
  for (const person of [anna, boris]) await titled(person, 'A green door').waitFor({ state: 'detached' });
});

test('what the server has put on a page is what comes later: it goes by the menu, too', async () => {
  await say(anna, `look: ${await published('A red door')}`);
  await titled(boris, 'A red door').waitFor();
  await enter(anna);
  const message = anna.page.locator('#log .message', {
    has: anna.page.locator('.preview', { hasText: 'A red door' }),
  });
  await message.locator('.preview-hide').waitFor({ state: 'attached' });
  await message.hover();
  await message.locator('.message-toolbar [data-do=menu]').click();
  await anna.page.click('.message-menu [data-do=hidePreview]');
  await titled(boris, 'A red door').waitFor({ state: 'detached' });
});

test('whoever reads the end goes on reading it', async () => {
  for (let line = 0; line < 40; line++) await say(boris, `line ${line}`);
  await anna.page.locator('#log .message', { hasText: 'line 39' }).waitFor();
  await say(boris, await published('A blue door'));
  const preview = titled(anna, 'A blue door');
  await preview.waitFor();
  await soon(async () => {
    const [box, log] = [
      (await preview.boundingBox())!,
      (await anna.page.locator('#log-scroll').boundingBox())!,
    ];
    expect(box.y + box.height).toBeLessThanOrEqual(log.y + log.height);
  });
});

test('before it is sent a line says so, and its cross keeps it from that', async () => {
  const link = await published('Never shown');
  await anna.page.fill('#text', `see ${link}`);
  const note = anna.page.locator('.link-note');
  await note.waitFor();
  expect(await note.textContent()).toContain(new URL(link).host);
  await note.locator('button').click();
  await note.waitFor({ state: 'detached' });
  await anna.page.press('#text', 'Enter');
  await boris.page.locator('#log .message', { hasText: 'Never-shown' }).waitFor();
  await say(anna, await published('Shown again'));
  await titled(boris, 'Shown again').waitFor();
  expect(await titled(boris, 'Never shown').count()).toBe(0);
  expect(web.times('/Never-shown')).toBe(0);
});

test('a link to a message of this server is that message, for whoever may read it, until it is deleted', async () => {
  await say(boris, 'the key is under the mat');
  const said = anna.page.locator('#log .message', { hasText: 'under the mat' }).first();
  await said.waitFor();
  const href = (await said.locator('a.message-time').getAttribute('href'))!;
  // Whom @boris leads to is another conversation for everybody.
  await say(anna, '/pm boris the code is 42');
  await anna.page.locator('#log .private', { hasText: 'the code is 42' }).waitFor();
  await say(anna, `in private: ${server.url}/chat/@boris/1`);
  await say(anna, `as said: ${server.url}${href.split('#')[0]}`);
  for (const person of [anna, boris])
    await person.page.locator('#log .linked', { hasText: 'the key is under the mat' }).waitFor();
  expect(await anna.page.locator('#log .linked', { hasText: 'the code is 42' }).count()).toBe(0);
  const status = (address: string) =>
    anna.page.evaluate(`fetch('/api/linked-message?seq=1&address=${address}').then(({ status }) => status)`);
  expect(await status('kitchen')).toBe(200);
  expect(await status('%40boris')).toBe(404);
  await say(anna, `and ${server.url}/chat/cellar/1 is none of yours`);
  await boris.page.locator('#log .message', { hasText: 'none of yours' }).waitFor();
  // By key: what comes moves messages away from under a pointer.
  await boris.page.locator('#log .message', { hasText: 'the key' }).first().focus();
  await boris.page.keyboard.press('Delete');
  await boris.page.click('dialog[open] [data-do=delete]');
  for (const person of [anna, boris])
    await person.page.locator('#log .linked').waitFor({ state: 'detached' });
});

test('a video plays here once somebody asks for it, and nothing of it is loaded before', async () => {
  const { database } = server;
  const preview = {
    url: 'https://youtu.be/dQw4w9WgXcQ',
    kind: 'video',
    title: 'A film',
    player: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
  };
  await say(boris, 'a film for you');
  const message = anna.page.locator('#log .message', { hasText: 'a film for you' });
  await message.waitFor();
  const id = Number(await message.getAttribute('data-id'));
  const [picture] = await database.query<{ id: string }>(
    `select id from files where is_preview and message_id is not null and gone_at is null limit 1`,
  );
  await database.query('update messages set preview = $2 where id = $1', [
    id,
    JSON.stringify({
      ...preview,
      picture: { id: Number(picture!.id), name: 'preview.webp', width: 64, height: 64, hasThumb: true },
    }),
  ]);
  const asked: string[] = [];
  await anna.context.route(/youtube-nocookie\.com/, (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: 'text/html', body: '<title>player</title>' });
  });
  // Looked at from the place of the message: the newest page is remembered as it was.
  const path = new URL(anna.page.url()).pathname;
  await enter(anna, `${path}/${(await message.getAttribute('data-seq'))!}`);
  const play = titled(anna, 'A film').locator('[data-do=play]');
  await play.waitFor();
  expect(asked).toEqual([]);
  await play.click();
  await titled(anna, 'A film').locator('iframe').waitFor();
  await soon(() => expect(asked).toEqual(['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1']));
  expect(anna.complaints.filter((complaint) => complaint.includes('frame-src'))).toEqual([]);
  // The page that is kept of the room has the picture again: who comes back is not shown to the player.
  let come = () => {};
  const rest = new Promise<void>((resolve) => (come = resolve));
  await anna.page.locator('a[href="/chat/"]').first().click();
  await anna.page.waitForURL('**/chat/');
  await anna.page.route('**/chat/kitchen**', async (route) => {
    await rest;
    await route.continue();
  });
  await anna.page.goBack();
  await titled(anna, 'A film').locator('[data-do=play]').waitFor();
  come();
  expect(asked).toHaveLength(1);
});

test('whoever wants none sees none, and loads nothing: with scripts and without', async () => {
  const vera = new Visitor(server.url);
  await vera.register('vera');
  await vera.post('/chat/kitchen/join');
  expect((await vera.get('/chat/kitchen?at=now')).body).toContain('class="preview"');
  await vera.get('/account/notices');
  const form = { level: '', from: '', to: '', timeZone: 'UTC', keywords: '' };
  expect((await vera.post('/account/notices', form)).status).toBe(303);
  expect((await vera.get('/chat/kitchen?at=now')).body).not.toContain('class="preview"');
  const hers = await member(server.url, 'vera');
  await enter(hers);
  await say(anna, await published('Not for Vera'));
  await titled(boris, 'Not for Vera').waitFor();
  await hers.page.locator('#log .message', { hasText: 'Not-for-Vera' }).waitFor();
  expect(await previews(hers).count()).toBe(0);
});
