import { expect, test } from '@jest/globals';
import { KnownRooms } from '../../../src/browser/core/known-rooms.js';
import type { RoomInList } from '../../../src/shared/room-page.js';

const membership = {
  level: 'all',
  ownLevel: 'all',
  muted: false,
  mutedUntil: null,
  favourite: false,
  section: null,
  place: null,
} as const;
const kitchen: RoomInList = {
  ...{
    id: 1,
    address: 'kitchen',
    name: 'kitchen',
    access: 'public',
    lastSeq: 10,
    unread: 2,
    mentions: 0,
    membership,
  },
};

function open(...rooms: RoomInList[]) {
  const told: string[] = [];
  const known = new KnownRooms({
    added: ({ name }) => told.push(`added ${name}`),
    changed: ({ name, unread, mentions }) => told.push(`${name} ${unread}${mentions > 0 ? ' @' : ''}`),
    removed: (id) => told.push(`removed ${id}`),
    refreshed: (all) => told.push(`all ${all.map(({ name, unread }) => `${name} ${unread}`).join()}`),
  });
  known.fill(rooms);
  return { known, told };
}

test('what was counted counts once', () => {
  const { known, told } = open(kitchen);
  known.count(1, 3, 13);
  known.count(1, 3, 13);
  known.knows(1, 20);
  known.count(1, 1, 15);
  expect(known.unreadOf(1)).toBe(5);
  expect(told).toEqual(['all kitchen 2', 'kitchen 5']);
});

test("what is said to the reader goes with the count, whichever of them is heard of first, and is the server's to know", () => {
  const { known } = open({ ...kitchen, unread: 0 });
  known.addMention(1);
  known.count(1, 2, 12);
  expect(known.get(1)).toMatchObject({ unread: 2, mentions: 1 });
  known.learn({ ...kitchen, unread: 4, mentions: 3 });
  expect(known.get(1)).toMatchObject({ unread: 4, mentions: 3 });
  known.setUnread(1, 2);
  expect(known.get(1)!.mentions).toBe(2);
  known.setUnread(1, 0);
  expect(known.get(1)!.mentions).toBe(0);
});

test('a room that turns up is added once; one that is known takes the new count and name', () => {
  const { known, told } = open(kitchen);
  known.learn({ ...kitchen, name: 'Kitchen', address: 'Kitchen', unread: 7 });
  known.addConversation(2, { id: 9, username: 'boris', name: 'Boris' }, 1);
  known.addConversation(2, { id: 9, username: 'boris', name: 'Boris' }, 4);
  expect(known.all.map(({ address, unread }) => `${address} ${unread}`)).toEqual(['Kitchen 7', '@boris 0']);
  expect(told.filter((each) => each.startsWith('added'))).toEqual(['added Boris']);
  known.count(2, 1, 1);
  known.remove(2);
  known.remove(2);
  known.setUnread(2, 3);
  expect(told.slice(-2)).toEqual(['Boris 1', 'removed 2']);
});

test('a room that is only looked at has nothing to read, and goes from the list with the look unless one comes in', () => {
  const { known, told } = open(kitchen);
  const garden: RoomInList = { ...kitchen, id: 3, name: 'garden', address: 'garden', membership: null };
  known.learn(garden);
  known.count(3, 2, 12);
  expect(known.unreadOf(3)).toBe(0);
  known.endLooks(3);
  expect(known.get(3)).toBeDefined();
  known.endLooks(1);
  expect(told.at(-1)).toBe('removed 3');
  known.learn(garden);
  known.learn({ ...garden, membership });
  known.endLooks(1);
  expect(known.all.map(({ name }) => name)).toEqual(['kitchen', 'garden']);
});

test('a room that is muted until a moment is heard again after it', () => {
  const mutedUntil = '2026-01-01T12:00:00.000Z';
  const { known } = open({ ...kitchen, membership: { ...membership, muted: true, mutedUntil } });
  known.wake(Date.parse(mutedUntil) - 1);
  expect(known.get(1)!.membership).toMatchObject({ muted: true });
  known.wake(Date.parse(mutedUntil));
  expect(known.get(1)!.membership).toEqual(membership);
});
