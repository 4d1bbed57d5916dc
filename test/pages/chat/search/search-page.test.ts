/** The page of the search without scripts: what was found, where, and what else the same words find; nothing of rooms of others. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type FilesStage, filesStage } from '../../../browser/files-stage.js';
import { addRoom } from '../../../support/factories.js';
import { jpeg } from '../../../support/pictures.js';
import { Visitor } from '../../../support/visitor.js';

let stage: FilesStage;
let anna: Visitor;
let stranger: Visitor;
let cellar: number;

beforeAll(async () => {
  stage = await filesStage('pests and blight', 'boris', 'olga');
  const { server } = stage;
  await stage.say('boris', 'The Sungold look tired. Is that cold or worse?');
  await stage.say('olga', 'Brown rings mean tomato blight, take the whole plant out.');
  await stage.say('boris', 'Out and **burnt**. A pity.');
  await stage.say(
    'olga',
    'Blight here',
    { name: 'tomato-blight.txt', bytes: 'Water: Friday' },
    { name: 'leaf.jpg', bytes: await jpeg(120, 80), alt: 'A brown leaf' },
  );
  await stage.say('boris', `</mark><script>alert(1)</script> & "quotes" <b>bold</b>`);
  await stage.say('boris', '- see **Golden** king\n- and `copper < tin`: ||the *silver*||');
  await stage.say('olga', '```gherkin\nGiven a seed\n```');
  await stage.say('boris', 'שלום עולם tomato <i>עולם</i>');
  for (const name of ['anna', 'stranger']) await new Visitor(server.url).register(name);
  anna = new Visitor(server.url);
  await anna.signIn('anna');
  await anna.post('/chat/pests%20and%20blight/join');
  stranger = new Visitor(server.url);
  await stranger.signIn('stranger');
  const plots = await addRoom(server.database, 'plots');
  cellar = await addRoom(server.database, 'blight cellar', { access: 'private' });
  for (const room of [plots, cellar])
    await server.database.query(
      `insert into memberships (room_id, user_id) select $1, id from users where username in ('boris', 'anna')`,
      [room],
    );
  const boris = new Visitor(server.url);
  await boris.signIn('boris');
  for (let number = 1; number <= 45; number++)
    await boris.post('/chat/plots/messages', {
      text: `row ${number} of beans`,
      clientId: crypto.randomUUID(),
    });
  await boris.post('/chat/blight%20cellar/messages', {
    text: 'cellar blight',
    clientId: crypto.randomUUID(),
  });
});

afterAll(() => stage.close());

const page = async (q: string, who = anna, more = '') =>
  (await who.get(`/search?q=${encodeURIComponent(q)}${more}`)).body;
const count = (html: string, part: string) => html.split(part).length - 1;
const attribute = (html: string, pattern: RegExp) =>
  pattern.exec(html)?.[1]?.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

test('a hit stands in its place, marked, with the lines around it, and leads there', async () => {
  const html = await page('tomato rings');
  expect(html).toMatch(/<strong>1 message<\/strong> <span>in 1 room, \d+ ms/);
  expect(html).toContain('Brown <mark>rings</mark> mean <mark>tomato</mark> blight, take');
  expect(await page('from:@OLGA from:me rings')).toMatch(
    /data-word="from:@OLGA"[^]*tint-\d+" data-face="\d+" aria-hidden="true">O<[^]*data-word="from:me"[^]*tint-\d+" data-face="\d+" aria-hidden="true">A</,
  );
  expect(html).toMatch(/hit-near.*boris.*Sungold look tired[^]*<mark>[^]*hit-near.*boris.*Out and burnt/);
  expect(html).toMatch(/hit-open" href="\/chat\/pests%20and%20blight\/2#m2"/);
  expect(html).toMatch(/hit-room cut">pests and blight</);
});

test('what people wrote stays text, in a query as in a message', async () => {
  const html = await page('script tomato');
  expect(html).not.toContain('<script>alert');
  const message = await page('alert');
  expect(message).toContain('&lt;/mark&gt;&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;');
  expect(message).not.toContain('<b>bold');
  expect(await page('עולם tomato')).toContain(
    '<mark>עולם</mark> <mark>tomato</mark> &lt;i&gt;<mark>עולם</mark>&lt;/i&gt;',
  );
  expect(await page('"><script>alert(2)</script>')).not.toContain('<script>alert');
});

test('it is told in its words, without formatting; where what was found is no word, as it was written', async () => {
  expect(await page('golden copper')).toContain(
    '</bdi> see <mark>Golden</mark> king and <mark>copper</mark> &lt; tin: ▒▒▒</p>',
  );
  expect(await page('silver')).toContain('tin: <mark>▒▒▒</mark></p>');
  expect(await page('seed')).toContain('</bdi> Given a <mark>seed</mark></p>');
  expect(await page('gherkin')).toContain('</bdi> &#x60;&#x60;&#x60;<mark>gherkin</mark>\nGiven a seed');
});

test('the same words find rooms, people and files beside, and counts lead into one room', async () => {
  const html = await page('blight');
  expect(html).toMatch(/beside-named[^]*blight cellar/);
  expect(html).toMatch(/beside-files[^]*tomato-<mark>blight<\/mark>\.txt/);
  expect(await page('bori')).toMatch(/beside-people[^]*href="\/chat\/%40boris"/);
  const inside = attribute(html, /beside-rooms[^]*?href="([^"]+)"[^>]*>[^]*?pests and blight/)!;
  expect(count((await anna.get(inside)).body, 'class="hit"')).toBe(2);
});

test('older messages are a page further, each once, and the first page is one press away', async () => {
  const seen: string[] = [];
  let path: string | undefined = '/search?q=beans';
  for (let pages = 0; path && pages < 5; pages++) {
    const { body } = await anna.get(path);
    seen.push(...[...body.matchAll(/row (\d+) of <mark>beans/g)].map(([, number]) => number!));
    expect(body.includes('To the first page')).toBe(pages > 0);
    path = attribute(body, /id="more-hits" href="([^"]+)"/);
  }
  expect(seen).toEqual(Array.from({ length: 45 }, (_, index) => String(45 - index)));
});

test('fields of the form become words of one address', async () => {
  const form = await anna.get(
    '/search?q=blight&filter=in%3Aplots&from=olga&in=pests+and+blight&has=file&after=&before=&is=',
  );
  expect(form.status).toBe(303);
  const html = (await anna.get(form.location!)).body;
  expect(new URL(form.location!, stage.server.url).searchParams.get('q')).toBe(
    'from:olga in:"pests and blight" has:file blight',
  );
  expect(html).toMatch(/name="from" value="olga"/);
  expect(html).toMatch(/<option value="pests and blight" selected>/);
  expect(html).toMatch(/<option value="file" selected>/);
  expect(count(html, 'class="search-pill"')).toBe(3);
  expect(html).toMatch(/name="q"[^>]* value="blight"/);
  expect(count(html, 'class="hit"')).toBe(1);
});

test('rooms of others are not found, not counted, and not there', async () => {
  expect(await page('cellar')).toContain('1 message<');
  const html = await page('cellar', stranger);
  expect(html).toContain('0 messages<');
  expect(html).not.toContain('blight cellar');
  const answers = [];
  for (const room of [cellar, 987_654])
    answers.push((await stranger.get(`/search?q=tea&room=${room}`)).status);
  expect(answers).toEqual([404, 404]);
  const { location } = await anna.get(`/search?q=blight&room=${cellar}`);
  expect(location).toBe('/search?q=blight+in%3A%22blight+cellar%22');
});

test('whatever is asked, there is an answer', async () => {
  const hostile = [
    '%00',
    '%ED%A0%80',
    'x'.repeat(3_000),
    '"'.repeat(900),
    '%',
    '-',
    '+++',
    "' or 1=1 --",
    'from:nobody',
    'on:never',
  ];
  for (const q of hostile) expect((await anna.get(`/search?q=${q}`)).status).toBe(200);
  for (const query of ['order=x', 'zone=Mars', 'room=x', 'q=a&q=b', 'q[x]=1', 'filter=%22', 'limit=x'])
    expect((await anna.get(`/search?${query}`)).status).toBeLessThan(400);
});

test('nothing asked invites, each example is a search; nothing found says what to try', async () => {
  const { body } = await anna.get('/search');
  const examples = [...body.matchAll(/<li><a href="(\/search\?q[^"]+)"><code/g)].map(([, href]) =>
    href!.replaceAll('&#x3D;', '='),
  );
  expect(examples.length).toBeGreaterThan(4);
  for (const href of examples) expect((await anna.get(href)).body).toContain('id="search-pills"');
  const nothing = await page('from:olga beans');
  expect(nothing).toContain('No message matches.');
  expect(nothing).toMatch(/search-examples[^]*<code dir="auto">beans</);
});
