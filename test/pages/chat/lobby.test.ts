/** The lobby and a room's own pages without scripts: looking for a room makes none, coming in and leaving are forms. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Visitor;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  for (const name of ['garden', 'kitchen']) await addRoom(app.database, name);
});

afterAll(() => app.close());

const say = (who: Visitor, room: string, text: string) =>
  who.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });
const roomsNamed = async (name: string) =>
  (await app.database.query('select from rooms where name = $1', [name])).length;
const plain = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');

test('a newcomer is shown where people talk, with the last words, and comes in by one press', async () => {
  await say(anna, 'garden', '> - the *beans*\n\nare `up`');
  const { body } = await boris.get('/chat/');
  const beginnings = plain(/<form class="beginnings"[\s\S]*?<\/form>/.exec(body)![0]);
  expect(beginnings).toMatch(/garden anna: the beans are up/);
  expect(plain(body)).toContain('1 member');
  expect((await boris.post('/chat/garden/join')).location).toBe('/chat/garden');
  expect((await boris.get('/chat/')).body).not.toContain('class="beginnings"');
});

test('looking for a room leads to one that is there, and only asks about one that is not', async () => {
  expect((await boris.get('/chat/?room=%23Kitchen')).location).toBe('/chat/kitchen');
  const { status, body } = await boris.get('/chat/?room=What%20is%20this');
  expect([status, plain(body).includes('Make a room called What is this?')]).toEqual([200, true]);
  expect(await roomsNamed('What is this')).toBe(0);
  await boris.post('/chat/', { room: 'What is this', access: 'private' });
  expect(await roomsNamed('What is this')).toBe(1);
  expect((await anna.get('/chat/What%20is%20this')).status).toBe(404);
});

test('whoever looks at a room is shown the way in and the field, which joins; nothing that only members have', async () => {
  const looking = (await boris.get('/chat/kitchen')).body;
  expect(looking).toContain('You are looking at');
  expect(looking).toMatch(/<form class="composer"[^>]* hidden>/);
  expect(looking).toMatch(/id="leave-room"[^>]* hidden>/);
  await say(boris, 'kitchen', 'here I am');
  expect((await boris.get('/chat/kitchen')).body).toMatch(/id="join-bar"[^>]* hidden>/);
});

test('a private room is left only by whoever means it, an open one at once', async () => {
  expect((await boris.post('/chat/What%20is%20this/leave')).location).toBe(
    '/chat/What%20is%20this/settings?leave=1',
  );
  expect(plain((await boris.get('/chat/What%20is%20this/settings?leave=1')).body)).toContain(
    'You will need an invitation to come back.',
  );
  expect((await boris.post('/chat/What%20is%20this/leave', { sure: 'yes' })).location).toBe('/chat/');
  expect((await boris.get('/chat/What%20is%20this')).status).toBe(404);
  expect((await boris.post('/chat/kitchen/leave')).location).toBe('/chat/kitchen');
  expect((await boris.get('/chat/kitchen')).body).toContain('You are looking at');
});

test('the menu mutes, turns on again, and keeps favourites in a section of their own', async () => {
  await anna.post('/chat/garden/membership', { favourite: 'yes', mute: 'hour', level: 'mentions' });
  const { body } = await anna.get('/chat/garden');
  expect(body).toMatch(/id="favourite-list">\s*<li[^>]* data-name="garden"/);
  expect(body).toMatch(/value="mentions" aria-pressed="true"/);
  expect(body).toContain('data-muted>');
  await anna.post('/chat/garden/membership', { mute: 'off', favourite: 'no' });
  expect((await anna.get('/chat/garden')).body).not.toContain('data-muted>');
});

test('the settings of a room offer to delete it only while nothing was said there', async () => {
  await boris.post('/chat/', { room: 'attic' });
  expect((await boris.get('/chat/attic/settings')).body).toContain('Delete this empty room');
  await say(boris, 'attic', 'dust');
  expect((await boris.get('/chat/attic/settings')).body).not.toContain('Delete this empty room');
});
