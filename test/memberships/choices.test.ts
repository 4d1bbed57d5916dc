/** How members are told of their rooms: kept for each by themselves, told to their other connections, and nobody else's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MembershipView } from '../../src/shared/memberships.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  room = await addRoom(app.database, 'garden', { members: [anna.user, boris.user] });
});

afterAll(() => app.close());

const path = () => `/api/rooms/${room}/membership`;
const plain = {
  level: 'mentions',
  ownLevel: null,
  muted: false,
  mutedUntil: null,
  favourite: false,
  section: null,
  place: null,
};

test('whoever comes in is told as the server does; a choice is theirs alone, and stays until they take it back', async () => {
  expect(await anna.must('GET', path())).toEqual(plain);
  await anna.must('PATCH', path(), { level: 'all' });
  await anna.must('PATCH', path(), { favourite: true });
  expect(await anna.must('GET', path())).toEqual({
    ...plain,
    level: 'all',
    ownLevel: 'all',
    favourite: true,
  });
  expect(await boris.must('GET', path())).toEqual(plain);
  expect(await anna.must('PATCH', path(), { level: null, favourite: false })).toEqual(plain);
});

test('a room is muted until it is turned on, or until a moment, after which it is heard again by itself', async () => {
  expect(await anna.must('PATCH', path(), { muted: true })).toMatchObject({ muted: true, mutedUntil: null });
  expect(await anna.must('PATCH', path(), { favourite: false })).toMatchObject({ muted: true });
  expect(await anna.must('PATCH', path(), { muted: false })).toEqual(plain);
  const mutedUntil = new Date(Date.now() + 1_000).toISOString();
  expect(await anna.must('PATCH', path(), { mutedUntil })).toMatchObject({ muted: true, mutedUntil });
  await soon(async () => expect(await anna.must<MembershipView>('GET', path())).toEqual(plain));
});

test("every list and the room itself say so, and the person's other connections are told", async () => {
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const changed = await anna.must('PATCH', path(), { level: 'nothing', muted: true, favourite: true });
  await tab.until('membership_changed', (told) => told.roomId === room);
  expect(tab.all('membership_changed')).toEqual([{ roomId: room, ...(changed as object) }]);
  const { mine } = await anna.must<{ mine: { membership: unknown }[] }>('GET', '/api/lobby');
  expect(mine.map(({ membership }) => membership)).toEqual([changed]);
  const { me } = await tab.join('garden');
  expect(me.membership).toEqual(changed);
  tab.close();
});
