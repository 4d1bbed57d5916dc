/** How people keep their lists of rooms: their own alone, on all their devices, and two of these lose nothing to each other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { limits } from '../../src/shared/limits.js';
import type { MembershipView } from '../../src/shared/memberships.js';
import {
  mostSections,
  type RoomPlace,
  type SectionView,
  type SidebarView,
} from '../../src/shared/sidebar.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
const rooms: number[] = [];

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  for (const name of ['ash', 'birch', 'cedar', 'elm', 'fir', 'oak'])
    rooms.push(await addRoom(app.database, name, { members: [anna.user, boris.user] }));
});

afterAll(() => app.close());

const read = (who: Caller) => who.must<SidebarView>('GET', '/api/me/sidebar');
const place = (who: Caller, room: number) => who.must<MembershipView>('GET', `/api/rooms/${room}/membership`);
const move = (who: Caller, room: number, section: string, after?: number | null) =>
  who.must<RoomPlace>('PUT', `/api/me/sidebar/rooms/${room}`, { section, after });
const add = (who: Caller, name: string) => who.must<SectionView>('POST', '/api/me/sections', { name });

/** The names of the rooms of a section, as it is sorted by hand. */
async function standing(who: Caller, section: number | null): Promise<number[]> {
  const places = await Promise.all(rooms.map((room) => place(who, room)));
  return rooms
    .map((room, n) => ({ room, ...places[n]! }))
    .filter((one) => !one.favourite && one.section === section && one.place !== null)
    .sort((one, other) => one.place! - other.place!)
    .map(({ room }) => room);
}

test('whoever never said anything has the list by name; what they choose is theirs alone, and told to all their devices', async () => {
  expect(await read(anna)).toEqual({ order: 'name', unreadOnly: false, folded: [], sections: [], rev: 0 });
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const changed = await anna.must('PATCH', '/api/me/sidebar', { order: 'hand', fold: ['you', 'rooms'] });
  expect(changed).toMatchObject({ order: 'hand', unreadOnly: false, folded: ['rooms', 'you'], rev: 1 });
  await tab.until('sidebar_changed', ({ order }) => order === 'hand');
  expect(await anna.must('PATCH', '/api/me/sidebar', { unreadOnly: true, unfold: ['you'] })).toMatchObject({
    ...{ order: 'hand', unreadOnly: true, folded: ['rooms'] },
  });
  expect(await read(boris)).toMatchObject({ order: 'name', rev: 0 });
  await anna.must('PATCH', '/api/me/sidebar', { unreadOnly: false, unfold: ['rooms'], order: 'name' });
  tab.close();
});

test('sections are made, renamed, moved and deleted; the rooms of one that is gone stay, and nobody else has it', async () => {
  const [one, two, three] = [
    await add(anna, ' Allotment  north '),
    await add(anna, 'Two'),
    await add(anna, 'Three'),
  ];
  expect(one.name).toBe('Allotment north');
  await anna.must('PATCH', `/api/me/sections/${three.id}`, { after: null });
  await anna.must('PATCH', `/api/me/sections/${one.id}`, { name: 'North', after: two.id });
  expect((await read(anna)).sections.map(({ name }) => name)).toEqual(['Three', 'Two', 'North']);
  const refused = await boris.call('PATCH', `/api/me/sections/${one.id}`, { name: 'Mine' });
  expect(refused.status).toBe(404);
  expect((await boris.call('DELETE', `/api/me/sections/${one.id}`)).status).toBe(404);
  expect(
    (await boris.call('PUT', `/api/me/sidebar/rooms/${rooms[0]}`, { section: String(one.id) })).status,
  ).toBe(404);
  const tab = await Tab.open(app.url, '', { token: anna.token });
  await move(anna, rooms[0]!, String(one.id));
  expect(await place(anna, rooms[0]!)).toMatchObject({ section: one.id, favourite: false });
  expect(await place(boris, rooms[0]!)).toMatchObject({ section: null });
  await anna.must('DELETE', `/api/me/sections/${one.id}`);
  const { moved } = await tab.until('sidebar_changed', ({ sections }) => sections.length === 2);
  expect(moved).toEqual([{ roomId: rooms[0], favourite: false, section: null, place: null }]);
  expect(await place(anna, rooms[0]!)).toMatchObject({ section: null });
  for (const { id } of [two, three]) await anna.must('DELETE', `/api/me/sections/${id}`);
  tab.close();
});

test('a favourite goes back to the section that it came from', async () => {
  const { id } = await add(anna, 'Trees');
  await move(anna, rooms[1]!, String(id));
  expect(await move(anna, rooms[1]!, 'favourites')).toMatchObject({ favourite: true, section: id });
  await anna.must('PATCH', `/api/rooms/${rooms[1]}/membership`, { favourite: false });
  expect(await place(anna, rooms[1]!)).toMatchObject({ favourite: false, section: id });
  await anna.must('DELETE', `/api/me/sections/${id}`);
});

test('a room is put between two others, however often; the first one that is moved takes the others as they stand by name', async () => {
  const [ash, birch, cedar, elm, fir, oak] = rooms as [number, number, number, number, number, number];
  await move(anna, oak, 'rooms', ash);
  expect(await standing(anna, null)).toEqual([ash, oak, birch, cedar, elm, fir]);
  await move(anna, fir, 'rooms', null);
  expect(await standing(anna, null)).toEqual([fir, ash, oak, birch, cedar, elm]);
  // Halves of halves have an end.
  for (let n = 0; n < 70; n++) await move(anna, n % 2 ? oak : birch, 'rooms', ash);
  expect(await standing(anna, null)).toEqual([fir, ash, oak, birch, cedar, elm]);
  const places = await Promise.all(rooms.map((room) => place(anna, room)));
  expect(new Set(places.map((one) => one.place)).size).toBe(rooms.length);
});

test('what two devices move at the same time is moved, all of it', async () => {
  const { id } = await add(boris, 'Trees');
  await Promise.all(rooms.map((room) => move(boris, room, String(id), null)));
  expect((await standing(boris, id)).toSorted((a, b) => a - b)).toEqual(rooms);
  await Promise.all([
    move(boris, rooms[0]!, 'favourites'),
    move(boris, rooms[1]!, 'rooms', null),
    boris.must('PATCH', '/api/me/sidebar', { fold: ['rooms'] }),
    boris.must('PATCH', '/api/me/sidebar', { fold: ['you'] }),
  ]);
  expect(await place(boris, rooms[0]!)).toMatchObject({ favourite: true });
  expect(await place(boris, rooms[1]!)).toMatchObject({ section: null, favourite: false });
  expect((await read(boris)).folded).toEqual(['rooms', 'you']);
});

test('there is an end to sections, and to what one is called', async () => {
  const refused = await anna.call('POST', '/api/me/sections', { name: '\u200b' });
  expect(refused.status).toBe(422);
  const long = await anna.call('POST', '/api/me/sections', { name: 'n'.repeat(limits.roomNameLength + 1) });
  expect(long.status).toBe(422);
  const made = await Promise.all(
    Array.from({ length: mostSections + 3 }, (_, n) =>
      anna.call('POST', '/api/me/sections', { name: `${n}` }),
    ),
  );
  expect(made.map(({ status }) => status).sort()).toEqual([
    ...Array<number>(mostSections).fill(201),
    409,
    409,
    409,
  ]);
});
