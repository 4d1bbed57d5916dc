/** Talking over the API: what one program does, others read, and people who look at the room see at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JoinView, MessageView } from '../../src/shared/messages.js';
import type { RoomView } from '../../src/shared/rooms.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { eventually, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';
import { type Caller, linksOf, newCaller } from '../support/operations/caller.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
/** Somebody in front of a page. */
let clara: Visitor;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  clara = new Visitor(app.url);
  await clara.register('clara');
});

afterAll(() => app.close());

const say = (caller: Caller, roomId: number, text: string, clientId: string = randomUUID()) =>
  caller.must<MessageView>('POST', `/api/rooms/${roomId}/messages`, { text, clientId });

type Changes = Omit<JoinView, 'me'>;

describe('A message', () => {
  test('is seen live, is the same when it is sent again, and its second thoughts are seen, too', async () => {
    const { id: roomId } = await anna.must<RoomView>('POST', '/api/rooms', { name: `Room ${randomUUID()}` });
    await boris.must('POST', `/api/rooms/${roomId}/members`, { userId: boris.user.id });
    const tab = await Tab.open(app.url, clara.cookieHeader);
    const { room } = await anna.must<{ room: RoomView }>('GET', `/api/rooms/${roomId}/changes`);
    await tab.join(room.address);

    const clientId = randomUUID();
    const first = await say(anna, roomId, '**Hello**', clientId);
    expect(first).toMatchObject({
      seq: 1,
      text: '**Hello**',
      html: expect.stringContaining('<strong>') as unknown,
    });
    expect(await say(anna, roomId, '**Hello**', clientId)).toEqual(first);
    await tab.until('chat_message', ({ messages }) => messages.some(({ id }) => id === first.id));

    await anna.must('PATCH', `/api/messages/${first.id}`, { text: 'Hello!' });
    await boris.must('PUT', `/api/messages/${first.id}/reactions/${encodeURIComponent('👍')}`);
    const changed = await tab.until('message_changed', ({ message }) => message.reactions.length === 1);
    expect(changed.message).toMatchObject({
      text: 'Hello!',
      reactions: [{ emoji: '👍', users: [{ username: 'boris' }], count: 1 }],
    });
    expect(await boris.must('GET', `/api/messages/${first.id}`)).toEqual(changed.message);

    expect((await boris.call('PATCH', `/api/messages/${first.id}`, { text: 'Mine' })).status).toBe(403);
    expect((await boris.call('DELETE', `/api/messages/${first.id}`)).status).toBe(403);
    await anna.must('DELETE', `/api/messages/${first.id}`);
    const gone = await tab.until('message_changed', ({ message }) => message.deletedAt !== undefined);
    expect(gone.message.text).toBeUndefined();
    tab.close();
  });

  test('that is a command is carried out', async () => {
    const { id: roomId } = await anna.must<RoomView>('POST', '/api/rooms', { name: `Room ${randomUUID()}` });
    const command = (text: string) =>
      anna.call('POST', `/api/rooms/${roomId}/messages`, { text, clientId: randomUUID() });
    expect(await command('/topic Lunch')).toMatchObject({ status: 200, body: { room: { topic: 'Lunch' } } });
    expect(await command('/me waves')).toMatchObject({
      status: 201,
      body: { kind: 'action', text: 'waves' },
    });
    expect(await command('/dance')).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(await command('/pm boris Psst')).toMatchObject({ status: 201, body: { text: 'Psst' } });
    const { conversations } = await boris.must<{ conversations: object[] }>('GET', '/api/direct');
    expect(conversations).toMatchObject([{ peer: { username: 'anna' }, unread: 1 }]);
    expect(await boris.must('GET', '/api/me')).toMatchObject({ user: { username: 'boris' }, scope: 'write' });
  });

  test('is read as far as somebody says, on all their tabs', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [anna.user, boris.user] });
    await say(anna, roomId, 'one');
    await say(anna, roomId, 'two');
    expect(await boris.must('GET', `/api/rooms/${roomId}`)).toMatchObject({
      unread: 2,
      member: true,
      members: 2,
    });
    expect(await boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 })).toEqual({
      lastReadSeq: 1,
      unread: 1,
    });
    expect(await boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1, unread: true })).toMatchObject({
      unread: 2,
    });
  });
});

describe('Whoever waits for changes', () => {
  test('hears of a message when it comes, and goes on from its rev', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [anna.user, boris.user] });
    const waiting = boris.call<Changes>('GET', `/api/rooms/${roomId}/changes?after=0&wait=25`);
    const sent = await say(anna, roomId, 'Wake up');
    const { body, headers } = await waiting;
    expect(body).toMatchObject({ rev: sent.rev, reset: false, messages: [{ id: sent.id, text: 'Wake up' }] });
    const { next } = linksOf(headers);
    expect(next).toBe(`/api/rooms/${roomId}/changes?wait=25&after=${sent.rev}`);
    const later = boris.call<Changes>('GET', next!);
    await anna.must('PATCH', `/api/messages/${sent.id}`, { text: 'Sleep on' });
    expect((await later).body.messages).toMatchObject([{ id: sent.id, text: 'Sleep on' }]);
  });

  test('longer than requests take is answered with nothing, not with an error', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [boris.user] });
    const begun = Date.now();
    const reply = await boris.call<Changes>('GET', `/api/rooms/${roomId}/changes?after=0&wait=6`);
    expect(reply).toMatchObject({ status: 200, body: { messages: [], rev: 0 } });
    expect(Date.now() - begun).toBeGreaterThan(5_500);
  });

  test('and is removed meanwhile, reads nothing of what came after', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, {
      access: 'private',
      members: [anna.user, boris.user],
    });
    const waiting = boris.call<Changes>('GET', `/api/rooms/${roomId}/changes?after=0&wait=20`);
    const admin = await newCaller(app, `admin-${randomUUID().slice(0, 8)}`, 'admin');
    await admin.must('DELETE', `/api/rooms/${roomId}/members/${boris.user.id}`);
    await say(anna, roomId, 'Now that Boris is gone');
    expect(await waiting).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

test('A room that an administrator changes changes on the pages of those who look at it', async () => {
  const admin = await newCaller(app, `admin-${randomUUID().slice(0, 8)}`, 'admin');
  const name = `Room ${randomUUID()}`;
  const { id: roomId, address } = await anna.must<RoomView>('POST', '/api/rooms', { name });
  const tab = await Tab.open(app.url, clara.cookieHeader);
  await tab.join(address);
  expect((await boris.call('PATCH', `/api/rooms/${roomId}`, { name: 'Mine' })).status).toBe(403);
  await anna.must('PATCH', `/api/rooms/${roomId}`, { topic: 'Tea' });
  await tab.until('room_changed', ({ room }) => room.topic === 'Tea');
  await admin.must('PATCH', `/api/rooms/${roomId}`, { archived: true });
  await tab.until('room_changed', ({ room }) => room.archivedAt !== null);
  expect(
    await anna.call('POST', `/api/rooms/${roomId}/messages`, { text: 'x', clientId: randomUUID() }),
  ).toMatchObject({ status: 403 });
  await admin.must('PATCH', `/api/rooms/${roomId}`, { archived: false });
  await say(anna, roomId, 'Back');
  const online = async () =>
    (await anna.must<{ users: { username: string }[] }>('GET', `/api/rooms/${roomId}/online`)).users;
  await eventually(
    async () => (await online()).some(({ username }) => username === 'clara'),
    'Clara is not online',
  );
  tab.close();
});
