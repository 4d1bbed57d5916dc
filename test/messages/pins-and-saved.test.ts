/** What is kept at hand: pins for all of a room, and what somebody saved for themselves, with reminders of it. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { limits } from '../../src/shared/limits.js';
import { pinsView } from '../../src/shared/pins.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
const people: Record<string, Visitor> = {};
const ids: Record<string, number> = {};
const tabs: Tab[] = [];

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['maker', 'boris', 'chief']) {
    people[name] = new Visitor(app.url);
    await people[name].register(name);
  }
  await app.database.query("update users set role = 'admin' where username = 'chief'");
  const rows = await app.database.query<{ id: string; username: string }>('select id, username from users');
  for (const { id, username } of rows) ids[username] = Number(id);
});
afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
afterAll(() => app.close());

async function open(name: string, room?: string): Promise<Tab> {
  const tab = await Tab.open(app.url, people[name]!.cookieHeader);
  tabs.push(tab);
  if (room) await tab.join(room);
  return tab;
}

async function rest<Body>(name: string, method: string, path: string, body?: object): Promise<Body> {
  const visitor = people[name]!;
  const headers = { 'content-type': 'application/json', 'x-csrf-token': await visitor.csrfToken() };
  const reply = await visitor.request(method, path, body && JSON.stringify(body), headers);
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
  return (reply.body === '' ? null : JSON.parse(reply.body)) as Body;
}

const pinsOf = async (name: string, roomId: number, query = '') =>
  pinsView.parse(JSON.parse((await people[name]!.get(`/api/rooms/${roomId}/pins${query}`)).body));

const madeRoom = async (name: string) => {
  const roomId = await addRoom(app.database, name);
  await app.database.query('update rooms set created_by = $2 where id = $1', [roomId, ids.maker]);
  return roomId;
};

test('who made a room pins for all of it: the message says so, a line tells, and nobody is called', async () => {
  const roomId = await madeRoom('pins');
  const [maker, boris] = [await open('maker', 'pins'), await open('boris', 'pins')];
  const sent = await boris.say(roomId, 'the key is under the mat, @maker');
  const pinned = await maker.must('pin', { messageId: sent.id, on: true });
  expect(pinned).toMatchObject({ id: sent.id, rev: 2, pinnedBy: { username: 'maker' } });
  expect((await boris.until('message_changed')).message).toEqual(pinned);
  const { messages } = await boris.until('chat_message', (news) => news.messages[0]!.seq === 2);
  expect(messages).toMatchObject([
    { kind: 'pin', author: { username: 'maker' }, text: 'pinned a message: #1', rev: 3 },
  ]);
  expect(await boris.until('pins_changed')).toEqual({ roomId, total: 1 });
  // Once more is no change, and no line.
  expect(await maker.must('pin', { messageId: sent.id, on: true })).toEqual(pinned);
  const page = (await people.boris!.get('/chat/pins')).body;
  expect(page).toMatch(/pinned by <bdi>maker/);
  expect(page).toMatch(/pinned a message: <a href="\/chat\/pins\/1#m1">#1/);
  expect((await people.boris!.get('/chat/pins/pins')).body).toContain('the key is under the mat');
  expect((await maker.must('pin', { messageId: sent.id, on: false })).pinnedAt).toBeUndefined();
  expect(await pinsOf('boris', roomId)).toEqual({ messages: [], next: null, total: 0 });
  // The line is nobody's to rewrite.
  const line = messages[0]!.id;
  expect((await maker.refusal('edit', { messageId: line, text: 'pinned a message: #9' })).code).toBe(
    'invalid',
  );
});

test('who may pin: whoever looks after the room and may write there; in a conversation both', async () => {
  const roomId = await madeRoom('who pins');
  const [maker, boris, chief] = await Promise.all(
    ['maker', 'boris', 'chief'].map((name) => open(name, 'who pins')),
  );
  const { id: messageId } = await boris!.say(roomId, 'mine');
  expect((await boris!.refusal('pin', { messageId, on: true })).code).toBe('forbidden');
  await chief!.must('pin', { messageId, on: true });
  expect((await boris!.refusal('pin', { messageId, on: false })).code).toBe('forbidden');
  await app.database.query("update rooms set posting = 'admins', rights = rights + 1 where id = $1", [
    roomId,
  ]);
  expect((await maker!.refusal('pin', { messageId, on: false })).code).toBe('forbidden');
  await chief!.must('pin', { messageId, on: false });

  const psst = await boris!.must('private_message', {
    to: 'maker',
    clientId: randomUUID(),
    text: 'psst',
  });
  expect(await maker!.must('pin', { messageId: psst.id, on: true })).toMatchObject({
    pinnedBy: { username: 'maker' },
  });
  expect(await boris!.must('pin', { messageId: psst.id, on: false })).not.toHaveProperty('pinnedAt');
  await maker!.must('private_message', { to: 'boris', clientId: randomUUID(), text: 'yes?' });
  // What was said calls, and not that it was pinned.
  await soon(async () => {
    const told = await app.database.query<{ user_id: string }>(
      "select user_id from activity where kind = 'private' order by seq",
    );
    expect(told.map(({ user_id }) => Number(user_id))).toEqual([ids.maker, ids.boris]);
  });
});

test('what is deleted is not pinned any more; a room has so many pins, which are read in pages', async () => {
  const roomId = await madeRoom('many pins');
  const [maker, boris] = [await open('maker', 'many pins'), await open('boris', 'many pins')];
  await fillRoom(app.database, roomId, ids.boris!, limits.pins + 1);
  const rows = await app.database.query<{ id: string; seq: string }>(
    'select id, seq from messages where room_id = $1 order by seq',
    [roomId],
  );
  await app.database.query(
    'update messages set pinned_in = room_id, pinned_at = now(), pinned_by = $2 where room_id = $1 and seq <= $3',
    [roomId, ids.maker, limits.pins],
  );
  const last = Number(rows.at(-1)!.id);
  const refused = await maker.refusal('pin', { messageId: last, on: true });
  expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('100') as unknown });
  const first = await pinsOf('boris', roomId, '?limit=60');
  expect(first).toMatchObject({ total: 100, next: 41 });
  const older = await pinsOf('boris', roomId, `?limit=60&before=${first.next}`);
  expect([...first.messages, ...older.messages].map(({ seq }) => seq)).toEqual(
    Array.from({ length: 100 }, (_, place) => 100 - place),
  );
  expect(older.next).toBeNull();

  const tombstone = await boris.must('delete', { messageId: Number(rows[0]!.id) });
  expect(tombstone).not.toHaveProperty('pinnedAt');
  expect((await maker.until('pins_changed')).total).toBe(99);
  await maker.must('pin', { messageId: last, on: true });
  // All that somebody wrote, at once.
  await rest('chief', 'DELETE', `/api/users/${ids.boris}/messages`);
  expect(await pinsOf('maker', roomId)).toMatchObject({ total: 0, messages: [] });
});
