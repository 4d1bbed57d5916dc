/** Groups: made of people, read by nobody else, growing without losing what was said, and by a name a private room. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LobbyView } from '../../src/shared/lobby.js';
import type { RoomView } from '../../src/shared/rooms.js';
import { startApp, type TestApp } from '../support/app.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let clara: Caller;
let dmitri: Caller;
let guest: Caller;
let admin: Caller;
let group: RoomView;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  clara = await newCaller(app, 'clara');
  dmitri = await newCaller(app, 'dmitri');
  guest = await newCaller(app, 'gustav', 'guest');
  admin = await newCaller(app, 'ada', 'admin');
});

afterAll(() => app.close());

const start = (who: Caller, ...others: Caller[]) =>
  who.call<RoomView>('POST', '/api/groups', { people: others.map(({ user }) => user.id) });
const write = (who: Caller, text: string) =>
  who.must<{ id: number; seq: number }>('POST', `/api/rooms/${group.id}/messages`, {
    ...{ clientId: randomUUID(), text },
  });
const talksOf = async (who: Caller) => (await who.must<LobbyView>('GET', '/api/lobby')).direct;

test('it is made of three at least, each reads the names of the others, and all are told of what is said', async () => {
  expect((await start(anna, boris)).status).toBe(422);
  expect((await start(anna, boris, anna)).status).toBe(422);
  const tab = await Tab.open(app.url, '', { token: boris.token });
  const made = await start(anna, boris, clara);
  expect(made.status).toBe(201);
  group = made.body;
  expect(group).toMatchObject({ access: 'group', address: `~${group.id}`, name: 'boris, clara' });
  const [listed] = await talksOf(boris);
  expect(listed).toMatchObject({ room: { name: 'anna, clara' }, peer: null, unread: 0 });
  expect(listed!.others!.map(({ username }) => username)).toEqual(['anna', 'clara']);
  await write(anna, 'who brings the ladder?');
  await tab.until('room_head', ({ roomId }) => roomId === group.id);
  await soon(async () => {
    const { entries } = await boris.must<{ entries: unknown[] }>('GET', '/api/me/activity');
    expect(entries).toMatchObject([
      { kind: 'private', room: { name: 'anna, clara', address: `~${group.id}` } },
    ]);
  });
  expect((await tab.join(`~${group.id}`)).messages.map(({ text }) => text)).toEqual([
    'who brings the ladder?',
  ]);
  tab.close();
});

test('nobody else reads it or finds it, an administrator neither; a conversation of two stays one of two', async () => {
  for (const stranger of [dmitri, admin, guest]) {
    expect((await stranger.call('GET', `/api/rooms/${group.id}`)).status).toBe(404);
    expect((await stranger.call('GET', `/api/rooms/${group.id}/messages`)).status).toBe(404);
    const visit = await stranger.call('POST', `/api/rooms/${group.id}/members`, { userId: stranger.user.id });
    expect(visit.status).toBe(404);
  }
  const listed = await anna.must<{ rooms: RoomView[] }>('GET', '/api/rooms');
  expect(listed.rooms.map(({ id }) => id)).not.toContain(group.id);
  const removed = await anna.call('DELETE', `/api/rooms/${group.id}/members/${boris.user.id}`);
  expect(removed.status).toBe(403);
});

test('a guest starts none, and is taken in only by somebody who knows them from a room', async () => {
  expect((await start(guest, anna, boris)).status).toBe(403);
  expect((await start(anna, boris, guest)).status).toBe(404);
  const taken = await anna.call('POST', `/api/rooms/${group.id}/members`, { userId: guest.user.id });
  expect(taken.status).toBe(404);
});

test('whoever is in it takes others in, who read all that was said; everybody reads the new names at once', async () => {
  const tab = await Tab.open(app.url, '', { token: clara.token });
  await boris.must('POST', `/api/rooms/${group.id}/members`, { userIds: [dmitri.user.id] });
  await tab.until('room_changed', ({ room }) => room.name === 'anna, boris, dmitri');
  const { messages } = await dmitri.must<{ messages: { text?: string }[] }>(
    'GET',
    `/api/rooms/${group.id}/messages`,
  );
  expect(messages.map(({ text }) => text)).toContain('who brings the ladder?');
  await anna.must('DELETE', `/api/rooms/${group.id}/members/${anna.user.id}`);
  await tab.until('room_changed', ({ room }) => room.name === 'boris, dmitri');
  expect((await anna.call('GET', `/api/rooms/${group.id}`)).status).toBe(404);
  tab.close();
});

test('no more than twenty are in one, however many come at once', async () => {
  const more = await Promise.all(Array.from({ length: 18 }, (_, n) => newCaller(app, `one${n}`)));
  const replies = await Promise.all(
    more.map(({ user }) => boris.call('POST', `/api/rooms/${group.id}/members`, { userId: user.id })),
  );
  expect(replies.filter(({ status }) => status === 204)).toHaveLength(17);
  expect((await start(boris, ...more, anna, clara)).status).toBe(422);
});

test('by a name it is a private room, kept by whoever gave it, with the same messages, and its old address leads there', async () => {
  const { seq } = await write(clara, 'let us call it the shed');
  const changed = await clara.must<RoomView>('PATCH', `/api/rooms/${group.id}`, { name: 'Shed' });
  expect(changed).toMatchObject({ id: group.id, access: 'private', name: 'Shed', address: 'Shed' });
  const again = await boris.call('PATCH', `/api/rooms/${group.id}`, { name: 'Hut' });
  expect(again.status).toBe(403);
  const tab = await Tab.open(app.url, '', { token: boris.token });
  const { room, messages } = await tab.join(`~${group.id}`);
  expect(room).toMatchObject({ id: group.id, name: 'Shed' });
  expect(messages.map((message) => message.seq)).toContain(seq);
  expect((await admin.call('GET', `/api/rooms/${group.id}`)).status).toBe(200);
  tab.close();
});

test('each of two who name it at once is answered, and one name stands', async () => {
  const { body } = await start(anna, boris, clara);
  const replies = await Promise.all([
    boris.call('PATCH', `/api/rooms/${body.id}`, { name: 'Left' }),
    clara.call('PATCH', `/api/rooms/${body.id}`, { name: 'Right' }),
  ]);
  expect(replies.map(({ status }) => status === 200).sort()).toEqual([false, true]);
});

test('who wants to hear of nobody new is taken in by those alone whom they know, into a group that is there as into a new one', async () => {
  const shy = await newCaller(app, 'shy');
  const friend = await newCaller(app, 'friend');
  await friend.must('POST', '/api/direct', { to: 'shy' });
  await shy.must('PUT', '/api/me/contact', { writableBy: 'nobody' });
  const { body: there } = await start(anna, boris, clara);
  const take = (who: Caller, whom: Caller) =>
    who.call<{ detail: string }>('POST', `/api/rooms/${there.id}/members`, { userIds: [whom.user.id] });
  expect((await start(anna, boris, shy)).status).toBe(403);
  const refused = await take(boris, shy);
  expect([refused.status, refused.body.detail]).toEqual([
    403,
    'shy takes messages only from people they know. Leave them out, or ask somebody who knows them.',
  ]);
  expect((await shy.call('GET', `/api/rooms/${there.id}`)).status).toBe(404);
  expect((await take(boris, friend)).status).toBe(204);
  expect((await take(friend, shy)).status).toBe(204);
  // They are in: saying it again is no error, whoever says it.
  expect((await take(boris, shy)).status).toBe(204);
  expect((await start(friend, anna, shy)).status).toBe(201);
});

test('of a group others may leave, until one is left who still writes and takes somebody in', async () => {
  const { body: lone } = await start(anna, boris, clara);
  const leave = (who: Caller) => who.must('DELETE', `/api/rooms/${lone.id}/members/${who.user.id}`);
  await leave(boris);
  await leave(clara);
  expect(await anna.must('GET', `/api/rooms/${lone.id}`)).toMatchObject({ access: 'group' });
  await anna.must('POST', `/api/rooms/${lone.id}/messages`, { clientId: randomUUID(), text: 'still here' });
  await anna.must('POST', `/api/rooms/${lone.id}/members`, { userId: clara.user.id });
  const { messages } = await clara.must<{ messages: { text?: string }[] }>(
    'GET',
    `/api/rooms/${lone.id}/messages`,
  );
  expect(messages.map(({ text }) => text)).toContain('still here');
});
