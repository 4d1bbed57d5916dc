/** Finding and removing messages on the admin pages, and what those who see them notice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';
import type { Tab } from '../../support/socket.js';

let here: Gathering;
let boris: Tab;
let clara: Tab;
let roomId: number;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara');
  await here.visitors.boris!.post('/chat/', { room: 'kitchen' });
  [boris, clara] = [await here.tabOf(here.visitors.boris!), await here.tabOf(here.visitors.clara!)];
  roomId = (await boris.join('kitchen')).room.id;
  await clara.join('kitchen');
});

afterAll(() => here.close());

test('Anna finds a message by author, room and text; nothing in it is markup', async () => {
  await boris.say(roomId, 'an <img src=x> in a Teapot');
  await clara.say(roomId, 'another teapot');
  const both = await here.anna.get('/admin/messages?text=teapot&room=kitchen');
  expect(both.body).toContain('an &lt;img src&#x3D;x&gt; in a Teapot');
  expect(both.body).toContain('another teapot');
  const own = await here.anna.get('/admin/messages?text=teapot&author=clara');
  expect(own.body).toContain('another teapot');
  expect(own.body).not.toContain('in a Teapot');
  expect((await here.anna.get('/admin/messages?text=no-such-pot')).body).toContain('No messages match.');
});

test('A name that nobody has is told beside the field, and what was asked stays', async () => {
  const refused = await here.anna.get('/admin/messages?text=teapot&author=nobody');
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('There is nobody with this name. Check the spelling.');
  expect(refused.body).toContain('value="teapot"');
  expect((await here.anna.get('/admin/messages?room=nowhere')).body).toContain(
    'There is no room with this name.',
  );
});

test('Removing one asks first; then everybody sees a tombstone, and Anna is back where she was', async () => {
  const { id } = await boris.say(roomId, 'something rude');
  const list = '/admin/messages?author=boris';
  const asks = await here.anna.get(`/admin/messages/${id}/remove?back=${encodeURIComponent(list)}`);
  expect(asks.body).toContain('something rude');
  expect(clara.all('message_changed').filter(({ message }) => message.id === id)).toEqual([]);
  const done = await here.anna.post(`/admin/messages/${id}/remove`, { back: list });
  expect(pathFrom(done)).toBe('/admin/messages?author=boris&done=deleted');
  const { message } = await clara.until('message_changed', (payload) => payload.message.id === id);
  expect(message.deletedAt).toBeDefined();
  expect(message.text).toBeUndefined();
  expect((await here.visitors.clara!.get('/chat/kitchen')).body).not.toContain('something rude');
  const log = await here.anna.get('/admin/audit?action=message_removed');
  expect(log.body).toContain('removed a message');
  expect(log.body).not.toContain('something rude');
});

test('Anna reads what an edited message said before, with what was changed, and the audit log tells of it', async () => {
  await here.visitors.boris!.post('/chat/', { room: 'cellar' });
  const den = (await boris.join('cellar')).room.id;
  const { id } = await boris.say(den, 'The <b>tea</b> is at five');
  await boris.must('edit', { messageId: id, text: 'The <b>tea</b> is at six' });
  const open = (await here.anna.get(`/admin/messages/${id}/versions`)).body;
  expect(open).not.toContain('You are not a member of this private room.');
  await here.app.database.query("update rooms set access = 'private' where id = $1", [den]);
  const noted = '/admin/audit?action=private_room_opened';
  expect((await here.anna.get(noted)).body).not.toContain('cellar');
  expect((await here.anna.get('/admin/messages?room=cellar')).body).toContain(
    `/admin/messages/${id}/versions`,
  );
  const { body } = await here.anna.get(`/admin/messages/${id}/versions`);
  expect(body).toMatch(/&lt;b&gt;tea&lt;\/b&gt; is at <del>.*?five<\/del><ins>.*?six<\/ins>/);
  expect(body).toContain('You are not a member of this private room.');
  expect((await here.anna.get(noted)).body).toContain('cellar');
  expect((await here.visitors.clara!.get(`/admin/messages/${id}/versions`)).status).toBe(403);
  expect((await here.anna.get('/admin/messages/987654/versions')).status).toBe(404);
});

test.each(['https://example.org/', '//example.org', '/admin/../chat/', '/admin/\\example.org'])(
  'Nobody is led to %s',
  async (back) => {
    const { id } = await boris.say(roomId, 'gone soon');
    const done = await here.anna.post(`/admin/messages/${id}/remove`, { back });
    expect(pathFrom(done)).toBe('/admin/messages?done=deleted');
  },
);

test("All of Clara's messages go once her name is typed, and Boris sees it happen", async () => {
  const { id } = await clara.say(roomId, 'flood');
  const path = `/admin/people/${here.ids.clara}/remove-messages`;
  expect((await here.anna.get(path)).body).toMatch(/\d+ messages? in all rooms/);
  const refused = await here.anna.post(path, { username: 'boris' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('This is a different name.');
  const kept = await here.visitors.boris!.get('/chat/kitchen');
  expect(kept.body).toContain('flood');
  const done = pathFrom(await here.anna.post(path, { username: 'Clara' }));
  expect((await here.anna.get(done)).body).toMatch(/messages? (has|have) been removed\./);
  await boris.until('message_changed', ({ message }) => message.id === id && message.deletedAt !== undefined);
  expect((await here.anna.get(path)).body).toContain('This person has no messages that could be removed.');
});

test('A private conversation is neither found nor removed one by one', async () => {
  await here.visitors.boris!.post('/chat/', { room: '@clara' });
  const message = await boris.must('private_message', {
    to: 'clara',
    clientId: crypto.randomUUID(),
    text: 'between us',
  });
  expect((await here.anna.get('/admin/messages?text=between')).body).not.toContain('between us');
  expect((await here.anna.get(`/admin/messages/${message.id}/remove`)).status).toBe(404);
  expect((await here.anna.post(`/admin/messages/${message.id}/remove`)).status).toBe(404);
});
