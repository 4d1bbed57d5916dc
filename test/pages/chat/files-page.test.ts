/** The files of a room on a page: by month, kind, person, date and words, without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { violations } from '../../support/accessibility.js';
import { type FilesStage, filesStage } from '../../browser/files-stage.js';
import { member } from '../../support/browser.js';
import { addRoom } from '../../support/factories.js';
import { jpeg, tone } from '../../support/pictures.js';
import { eventually } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let stage: FilesStage;
let boris: Visitor;

beforeAll(async () => {
  stage = await filesStage('plots', 'anna', 'olga');
  const { server } = stage;
  const picture = await jpeg(120, 80);
  await stage.say('anna', 'The trough', { name: 'trough.jpg', bytes: picture });
  await stage.say('olga', 'Last tomatoes', { name: 'IMG_1.jpg', bytes: picture, alt: 'Six tomatoes' });
  await stage.say('olga', 'Minutes of the meeting', { name: 'minutes.txt', bytes: 'Water: Friday' });
  await stage.say('anna', '', {
    name: 'voice.wav',
    bytes: tone(1),
    voice: true,
    waveform: Array(64).fill(9),
  });
  await stage.say('anna', '<b>raw</b>', {
    name: 'raw.bin',
    bytes: Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'),
  });
  await server.database.query(
    `update files set posted_at = case name when 'trough.jpg' then timestamptz '2026-09-30T23:30:00Z'
       when 'IMG_1.jpg' then '2026-10-02T10:00:00Z' else '2026-11-05T10:00:00Z' end`,
  );
  boris = new Visitor(server.url);
  await boris.register('boris');
});

afterAll(() => stage.close());

const page = async (query = '', room = 'plots') => (await boris.get(`/chat/${room}/files${query}`)).body;
const namesOn = (html: string) =>
  [...html.matchAll(/<li class="tile[^>]* data-name="([^"]+)"/g)].map(([, name]) => name);
const idOf = async (name: string) => {
  const [row] = await stage.server.database.query<{ id: number }>(
    'select id from users where username = $1',
    [name],
  );
  return row!.id;
};

test('the newest stand first, under their months, with how many there are', async () => {
  const html = await page();
  expect(namesOn(html)).toEqual(['raw.bin', 'voice.wav', 'minutes.txt', 'IMG_1.jpg', 'trough.jpg']);
  const months = [...html.matchAll(/<h2 class="list-title"><time[^>]*>([^<]+)<\/time> <span>(\d+)/g)];
  expect(months.map(([, month, count]) => `${month} ${count}`)).toEqual([
    'November 2026 3',
    'October 2026 1',
    'September 2026 1',
  ]);
  expect(html).toContain('5, together');
  const kinds = [...html.matchAll(/<span>([A-Z]\w+)<\/span> <span>(\d+)<\/span><\/a>/g)];
  expect(kinds.map(([, kind, count]) => `${kind} ${count}`)).toEqual([
    ...['All 5', 'Pictures 2', 'Documents 1', 'Sound 1', 'Other 1'],
  ]);
});

test.each([
  ['?kind=picture', ['IMG_1.jpg', 'trough.jpg']],
  ['?kind=sound', ['voice.wav']],
  ['?from=2026-10-01&to=2026-10-31', ['IMG_1.jpg']],
  ['?to=2026-09-30', ['trough.jpg']],
  ['?text=tomatoes', ['IMG_1.jpg']],
  ['?text=meeting&view=list', ['minutes.txt']],
  [
    '?kind=nonsense&from=soon&person=x&before=-1',
    ['raw.bin', 'voice.wav', 'minutes.txt', 'IMG_1.jpg', 'trough.jpg'],
  ],
])('%s lists %j', async (query, names) => {
  expect(namesOn(await page(query))).toEqual(names);
});

test('those of one person are listed, and the way to other kinds keeps that', async () => {
  const olga = await idOf('olga');
  const html = await page(`?person=${olga}`);
  expect(namesOn(html)).toEqual(['minutes.txt', 'IMG_1.jpg']);
  expect(html.includes(`<option value="${olga}" selected>olga</option>`)).toBe(true);
  const [, pictures] = /href="([^"]+)"[^>]*><svg[^>]*><use href="#icon-picture"/.exec(html)!;
  const address = pictures!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
  const { searchParams } = new URL(address, 'http://x');
  expect(Object.fromEntries(searchParams)).toEqual({ kind: 'picture', person: String(olga) });
});

test('what nothing matches, and a room without any, say so and lead on', async () => {
  expect(await page('?text=nowhere')).toContain('No file matches.');
  await addRoom(stage.server.database, 'quiet');
  const empty = await page('', 'quiet');
  expect(empty).toContain('Nothing was sent here yet.');
  expect(empty).toContain('href="/chat/quiet"');
  expect((await boris.get('/chat/nowhere/files')).status).toBe(404);
});

test('names and texts are written as they are, and a room leads to its files', async () => {
  expect(await page()).not.toContain('<b>raw</b>');
  expect((await boris.get('/chat/plots')).body).toContain('href="/chat/plots/files"');
});

test('with scripts it comes without a reload, opens pictures of what is listed, and leads back to their messages', async () => {
  const anna = await member(stage.server.url, 'anna');
  const { page: tab } = anna;
  await tab.goto('/chat/plots?at=now');
  await tab.locator('.people [data-user]').first().waitFor();
  await tab.evaluate('window.isTheSame = true');
  await tab.locator('.files-button').click();
  const tiles = tab.locator('.tile');
  await tiles.first().waitFor();
  // The shapes of icons came with it.
  await tab.locator('#icon-folder').waitFor({ state: 'attached' });
  await tab.locator('.sidebar [aria-current=page]', { hasText: 'plots' }).waitFor();
  expect(await violations(anna)).toEqual([]);
  // Until the script is there a choice waits for its button.
  await eventually(async () => {
    await tab.locator('.files-choice select').selectOption({ label: 'olga' });
    return tab.url().includes('person=');
  }, 'the files of one person were never asked for');
  await tab.locator('.files-page .tile >> nth=1').waitFor();
  await tab.locator('.files-kinds a', { hasText: 'Pictures' }).click();
  await tab.locator('.tile .picture-link').click();
  await tab.locator('.viewer [data-place]', { hasText: '1 of 1' }).waitFor();
  await tab.locator('.viewer [data-alt-text]', { hasText: 'Six tomatoes' }).waitFor();
  await tab.locator('.viewer [data-show]').click();
  await tab.locator('#log .message.is-target', { hasText: 'Last tomatoes' }).waitFor();
  expect(await tab.evaluate('window.isTheSame')).toBe(true);
  expect(anna.complaints).toEqual([]);
});

test('on a narrow phone nothing sticks out, in the grid and in the list', async () => {
  const phone = await member(stage.server.url, 'olga', {
    viewport: { width: 320, height: 700 },
    isMobile: true,
    hasTouch: true,
    colorScheme: 'dark',
    locale: 'ru-RU',
  });
  for (const query of ['', '?view=list']) {
    await phone.page.goto(`/chat/plots/files${query}`);
    await phone.page.locator('.tile').first().waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(await violations(phone)).toEqual([]);
  }
});
