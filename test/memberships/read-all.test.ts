/** All rooms as read at once, and back: each mark is where it was, unless its owner has moved it since. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActivityPage } from '../../src/shared/activity.js';
import type { LobbyView } from '../../src/shared/lobby.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
const rooms: number[] = [];

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  for (const name of ['ash', 'birch', 'cedar']) {
    const room = await addRoom(app.database, name, { members: [anna.user, boris.user] });
    await fillRoom(app.database, room, boris.user.id, 5);
    rooms.push(room);
  }
});

afterAll(() => app.close());

/** Room → how much is unread there. */
const unread = async (who: Caller) =>
  Object.fromEntries(
    (await who.must<LobbyView>('GET', '/api/lobby')).mine.map(({ room, unread: count }) => [
      room.name,
      count,
    ]),
  );

test('what was unread is unread again, in every window, but for what was read meanwhile; only once', async () => {
  await anna.must('PUT', `/api/rooms/${rooms[0]}/read`, { seq: 2 });
  expect(await unread(anna)).toEqual({ ash: 3, birch: 5, cedar: 5 });
  const tab = await Tab.open(app.url, '', { token: anna.token });
  expect(await anna.must('PUT', '/api/me/read')).toEqual({ rooms: 3 });
  await tab.until('read', ({ roomId, unread: left }) => roomId === rooms[2] && left === 0);
  expect(await unread(anna)).toEqual({ ash: 0, birch: 0, cedar: 0 });
  expect(await unread(boris)).toEqual({ ash: 0, birch: 0, cedar: 0 });
  expect(await boris.must('DELETE', '/api/me/read')).toEqual({ rooms: 0 });
  await anna.must('PUT', `/api/rooms/${rooms[1]}/read`, { seq: 5, unread: true });
  expect(await anna.must('DELETE', '/api/me/read')).toEqual({ rooms: 2 });
  await tab.until('read', ({ roomId, unread: left }) => roomId === rooms[0] && left === 3);
  expect(await unread(anna)).toEqual({ ash: 3, birch: 1, cedar: 5 });
  expect(await anna.must('DELETE', '/api/me/read')).toEqual({ rooms: 0 });
  tab.close();
});

test('where nothing is new nothing moves, and what was done before can still be taken back', async () => {
  await anna.must('PUT', '/api/me/read');
  expect(await anna.must('PUT', '/api/me/read')).toEqual({ rooms: 0 });
  expect(await anna.must('DELETE', '/api/me/read')).toEqual({ rooms: 3 });
});

test('what was meant for somebody is new again with it, on all devices; what they had seen before is not', async () => {
  const hers = await Promise.all([1, 2].map(() => Tab.open(app.url, '', { token: anna.token })));
  const his = await Tab.open(app.url, '', { token: boris.token });
  const activity = async () => (await anna.must<ActivityPage>('GET', '/api/me/activity')).unread.all;
  const say = async (room: number, text: string) => {
    const { seq } = await his.say(room, text);
    await hers[0]!.until('activity', ({ entry }) => entry?.message.text === text);
    return seq;
  };
  await anna.must('PUT', '/api/me/read');
  await anna.must('PUT', `/api/rooms/${rooms[0]}/read`, { seq: await say(rooms[0]!, '@anna, seen') });
  await soon(async () => expect(await activity()).toBe(0));
  await say(rooms[0]!, '@anna, look');
  await say(rooms[1]!, '@anna, and here');
  const kept = await say(rooms[2]!, '@anna, this is read meanwhile');
  expect(await activity()).toBe(3);
  expect(await anna.must('PUT', '/api/me/read')).toEqual({ rooms: 3 });
  expect(await activity()).toBe(0);
  for (const tab of hers) await tab.until('activity', ({ unread }) => unread.all === 0);
  // A mark that has moved stays, and what goes with it.
  await his.say(rooms[2]!, 'more');
  await anna.must('PUT', `/api/rooms/${rooms[2]}/read`, { seq: kept + 1 });
  expect(await anna.must('DELETE', '/api/me/read')).toEqual({ rooms: 2 });
  expect(await activity()).toBe(2);
  for (const tab of hers) await tab.until('activity', ({ entry, unread }) => !entry && unread.all === 2);
  for (const tab of [...hers, his]) tab.close();
});

test('after an hour it stays', async () => {
  await anna.must('PUT', '/api/me/read');
  await app.database.query(`update reads_of_all set made_at = now() - interval '61 minutes'`);
  expect(await anna.must('DELETE', '/api/me/read')).toEqual({ rooms: 0 });
  expect(await unread(anna)).toEqual({ ash: 0, birch: 0, cedar: 0 });
});
