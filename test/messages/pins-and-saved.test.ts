/** What is kept at hand: pins for all of a room, and what somebody saved for themselves, with reminders of it. */
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { limits } from '../../src/shared/limits.js';
import { pinsView } from '../../src/shared/pins.js';
import { type SavedList, savedList, savedView } from '../../src/shared/saved.js';
import { Reminders } from '../../src/server/activity/reminders/reminders.service.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { startServices } from '../support/services.js';
import { soon } from '../support/socket.js';
import { KeepingStage } from './keeping-stage.js';

const stage = KeepingStage.gather();
const { people, ids } = stage;
const open = (name: string, room?: string) => stage.open(name, room);
const rest = <Body>(name: string, method: string, path: string, body?: object) =>
  stage.rest<Body>(name, method, path, body);

const pinsOf = async (name: string, roomId: number, query = '') =>
  pinsView.parse(JSON.parse((await people[name]!.get(`/api/rooms/${roomId}/pins${query}`)).body));

const madeRoom = (name: string) => addRoom(stage.app.database, name, { keepers: [{ id: ids.maker! }] });

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
  await stage.app.database.query("update rooms set posting = 'admins', rights = rights + 1 where id = $1", [
    roomId,
  ]);
  // Where few may write, keepers are among them.
  await maker!.must('pin', { messageId, on: false });
  await chief!.must('pin', { messageId, on: true });
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
    const told = await stage.app.database.query<{ user_id: string }>(
      "select user_id from activity where kind = 'private' order by seq",
    );
    expect(told.map(({ user_id }) => Number(user_id))).toEqual([ids.maker, ids.boris]);
  });
});

test('what is deleted is not pinned any more; a room has so many pins, which are read in pages', async () => {
  const roomId = await madeRoom('many pins');
  const [maker, boris] = [await open('maker', 'many pins'), await open('boris', 'many pins')];
  await fillRoom(stage.app.database, roomId, ids.boris!, limits.pins + 1);
  const rows = await stage.app.database.query<{ id: string; seq: string }>(
    'select id, seq from messages where room_id = $1 order by seq',
    [roomId],
  );
  await stage.app.database.query(
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

const savedBy = async (name: string, query = '') =>
  savedList.parse(await rest<SavedList>(name, 'GET', `/api/me/saved${query}`));
const notesOf = async (name: string, query = '') =>
  (await savedBy(name, query)).saved.map(({ note, message }) => `${note}: ${message.text ?? 'deleted'}`);
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

test('what somebody saved is theirs, over all their rooms, as long as they belong there', async () => {
  const [one, other] = [await addRoom(stage.app.database, 'one'), await addRoom(stage.app.database, 'other')];
  const [boris, maker] = [await open('boris', 'one'), await open('maker', 'one')];
  await boris.join('other');
  const first = await boris.say(one, 'first');
  const second = await boris.say(other, 'second');
  await rest('boris', 'PUT', `/api/me/saved/${first.id}`, {});
  const kept = savedView.parse(
    await rest('boris', 'PUT', `/api/me/saved/${second.id}`, { note: 'later', remindAt: inAnHour() }),
  );
  expect(kept).toMatchObject({ note: 'later', room: { address: 'other' }, remindedAt: null });
  // The other tabs are told.
  expect(await boris.until('saved_changed', ({ messageId }) => messageId === second.id)).toMatchObject({
    saved: { note: 'later', remindAt: kept.remindAt },
  });
  await rest('boris', 'PUT', `/api/me/saved/${second.id}`, { note: 'soon' });
  expect(await savedBy('boris', `?message=${second.id}`)).toMatchObject({
    saved: [{ note: 'soon', remindAt: kept.remindAt, savedAt: kept.savedAt }],
  });
  expect(await notesOf('boris')).toEqual(['soon: second', ': first']);
  expect(await notesOf('boris', '?filter=reminders')).toEqual(['soon: second']);
  const { saved, next } = await savedBy('boris', '?limit=1');
  expect([saved.length, await notesOf('boris', `?limit=1&before=${next}`)]).toEqual([1, [': first']]);
  expect(maker.received.filter(({ event }) => event === 'saved_changed')).toEqual([]);
  expect((await people.boris!.get('/saved')).body).toContain('>second<');

  // Of a room that was left nothing is shown, until one comes back; what was deleted says so, and can be removed.
  await rest('boris', 'DELETE', `/api/rooms/${other}/members/${ids.boris}`);
  expect(await notesOf('boris')).toEqual([': first']);
  expect(await notesOf('boris', '?filter=reminders')).toEqual([]);
  expect((await people.boris!.get('/saved')).body).not.toContain('>second<');
  await boris.join('other');
  await boris.must('delete', { messageId: first.id });
  expect(await notesOf('boris')).toEqual(['soon: second', ': deleted']);
  await rest('boris', 'DELETE', `/api/me/saved/${first.id}`);
  await rest('boris', 'DELETE', `/api/me/saved/${first.id}`);
  expect(await notesOf('boris')).toEqual(['soon: second']);
});

test('a reminder is for a time to come, and both are bounded', async () => {
  const roomId = await addRoom(stage.app.database, 'bounds');
  const boris = await open('boris', 'bounds');
  const { id } = await boris.say(roomId, 'remember');
  const count = async () =>
    (await stage.app.database.query('select from saved where user_id = $1', [ids.boris])).length;
  const save = (change: object) => rest('boris', 'PUT', `/api/me/saved/${id}`, change);
  await expect(save({ remindAt: '2020-01-01T00:00:00Z' })).rejects.toThrow(/422|400/);
  await expect(save({ note: 'x'.repeat(501) })).rejects.toThrow(/422|400/);
  await stage.app.database.query(
    `insert into saved (user_id, message_id, room_id, remind_at)
     select $1, 900000 + n, $2, case when n <= $3 then now() + interval '1 day' end from generate_series(1, $4::int) n`,
    [ids.boris, roomId, limits.reminders, limits.saved - 10],
  );
  await expect(save({ remindAt: inAnHour() })).rejects.toThrow(/409.*100/);
  await save({});
  await stage.app.database.query(
    'insert into saved (user_id, message_id, room_id) select $1, 800000 + n, $2 from generate_series(1, $3::int) n',
    [ids.boris, roomId, limits.saved - (await count())],
  );
  const { id: another } = await boris.say(roomId, 'one too many');
  await expect(rest('boris', 'PUT', `/api/me/saved/${another}`, {})).rejects.toThrow(/409.*5000/);
  await save({ note: 'it is there already' });
  await stage.app.database.query('delete from saved where user_id = $1 and message_id > 700000', [ids.boris]);
});

test('a reminder is told like a mention, by one of several nodes, and only once', async () => {
  const roomId = await addRoom(stage.app.database, 'told');
  const left = await addRoom(stage.app.database, 'left');
  const boris = await open('boris', 'told');
  await boris.join('left');
  const [both, kept, gone, lost] = [
    await boris.say(roomId, 'told by either of two'),
    await boris.say(roomId, 'water the plants'),
    await boris.say(roomId, 'deleted'),
    await boris.say(left, 'left behind'),
  ];
  for (const { id } of [both, kept, gone, lost])
    await rest('boris', 'PUT', `/api/me/saved/${id}`, { remindAt: inAnHour() });
  await boris.must('delete', { messageId: gone.id });
  await rest('boris', 'DELETE', `/api/rooms/${left}/members/${ids.boris}`);
  // All of it was read, and the room is muted: a wish is a wish.
  await boris.must('read', { roomId, seq: 3 });
  await rest('boris', 'PATCH', `/api/rooms/${roomId}/membership`, { muted: true });
  const other = await startServices(stage.app.database);
  const nodes = [stage.app.app.get(Reminders, { strict: false }), other.get(Reminders, { strict: false })];
  // What the other node tells is not heard here: they share no Redis. It looks when it is asked to.
  nodes[1]!.onModuleDestroy();
  try {
    // As if they had come due while no node was there.
    await stage.app.database.query(
      "update saved set remind_at = now() - interval '1 day' where message_id = any($1)",
      [[kept.id, gone.id, lost.id]],
    );
    await nodes[0]!.tellDue();
    const told = await boris.until('activity', ({ entry }) => entry?.kind === 'reminder');
    expect(told).toMatchObject({
      entry: { message: { id: kept.id, text: 'water the plants' }, read: false },
      unread: { reminder: 1 },
      rings: true,
    });
    await stage.app.database.query('update saved set remind_at = now() where message_id = $1', [both.id]);
    await Promise.all(Array.from({ length: 6 }, (_, turn) => nodes[turn % 2]!.tellDue()));
  } finally {
    await other.close();
  }
  const rows = await stage.app.database.query<{ message_id: string }>(
    "select message_id from activity where kind = 'reminder' and user_id = $1 order by id",
    [ids.boris],
  );
  expect(rows.map(({ message_id }) => Number(message_id))).toEqual([kept.id, both.id]);
  expect(boris.all('activity').filter(({ entry }) => entry?.message.id === kept.id)).toHaveLength(1);
  expect(await savedBy('boris', `?message=${kept.id}`)).toMatchObject({
    saved: [{ remindAt: null, remindedAt: expect.any(String) as unknown }],
  });
  // Reading on in the room does not take it away; once more for the same message comes anew.
  await boris.say(roomId, 'on');
  await boris.must('read', { roomId, seq: 4 });
  const page = (await people.boris!.get('/activity?kind=reminder')).body;
  expect(page).toMatch(/as you wanted to be reminded, in[^]*told[^]*water the plants/);
  await rest('boris', 'POST', '/api/me/activity/read', { all: true });
  await stage.app.database.query('update saved set remind_at = now() where message_id = $1', [kept.id]);
  await stage.app.app.get(Reminders, { strict: false }).tellDue();
  await boris.until('activity', ({ unread }) => unread.reminder === 1);
});
