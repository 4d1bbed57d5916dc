/** What another app hands over goes into the room that is chosen, without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;
let kitchen: number;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  kitchen = await addRoom(server.database, 'Kitchen');
  await addRoom(server.database, 'news', { posting: 'admins' });
  await addRoom(server.database, 'elsewhere');
  const boris = new Visitor(server.url);
  await boris.register('boris');
  anna = new Visitor(server.url);
  await anna.register('anna');
  for (const room of ['Kitchen', 'news']) await anna.post(`/chat/${room}/join`);
  await anna.post('/chat/', { room: '@boris' });
});

afterAll(() => server.close());

const textIn = (body: string) => /<textarea[^>]*>([^<]*)</.exec(body)![1]!.replaceAll('&#x3D;', '=');
const placesIn = (body: string) =>
  [...body.matchAll(/name="room"[\s\S]*?<bdi[^>]*>([^<]*)</g)].map(([, name]) => name);
const lastIn = async (roomId: number) => {
  const [row] = await server.database.query<{ text: string }>(
    'select text from messages where room_id = $1 order by seq desc limit 1',
    [roomId],
  );
  return row?.text;
};

test.each([
  ['?text=look%20at%20this', 'look at this'],
  [
    '?title=Leeks&text=the%20first&url=https%3A%2F%2Fexample.org%2F',
    'Leeks\nthe first\nhttps://example.org/',
  ],
  [
    '?title=Leeks&text=Leeks%3A%20https%3A%2F%2Fexample.org%2F&url=https%3A%2F%2Fexample.org%2F',
    'Leeks: https://example.org/',
  ],
  ['', ''],
])('of %s the text is %j, to be changed', async (query, text) => {
  expect(textIn((await anna.get(`/share${query}`)).body)).toBe(text);
});

test('her own rooms and conversations are offered in which she may write, and found by a part of the name', async () => {
  const { body } = await anna.get('/share');
  expect(placesIn(body).sort()).toEqual(['Kitchen', 'boris']);
  const found = await anna.post('/share', { find: 'yes', query: 'KIT', text: 'kept', room: '' });
  expect(found.status).toBe(200);
  expect([placesIn(found.body), textIn(found.body)]).toEqual([['Kitchen'], 'kept']);
  const chosen = await anna.post('/share', {
    find: 'yes',
    query: 'bor',
    text: 'kept',
    room: String(kitchen),
  });
  expect(placesIn(chosen.body)).toEqual(['Kitchen', 'boris']);
  expect(chosen.body).toMatch(/value="\d+"[^>]* checked/);
});

test('it is sent once, and is no command', async () => {
  const form = { text: '/etc/hosts', room: String(kitchen), clientId: crypto.randomUUID() };
  const sent = await anna.post('/share', form);
  expect([sent.status, sent.location]).toEqual([303, '/chat/Kitchen#m1']);
  expect(await lastIn(kitchen)).toBe('/etc/hosts');
  expect((await anna.post('/share', form)).location).toBe('/chat/Kitchen#m1');
});

test('without a room it asks for one, and keeps the text', async () => {
  const { status, body } = await anna.post('/share', { text: 'kept', clientId: crypto.randomUUID() });
  expect([status, textIn(body)]).toEqual([422, 'kept']);
  expect(body).toContain('Choose where to send it.');
});

test('whoever is signed out comes back to it with the text', async () => {
  const reply = await new Visitor(server.url).get('/share?text=hello');
  expect([reply.status, reply.location]).toEqual([
    303,
    `/login?next=${encodeURIComponent('/share?text=hello')}`,
  ]);
});
