import { expect, test } from '@jest/globals';
import { KnownRooms } from '../../../src/browser/core/known-rooms.js';
import type { RoomInList } from '../../../src/shared/room-page.js';

const kitchen: RoomInList = {
  ...{ id: 1, address: 'kitchen', name: 'kitchen', access: 'public', lastSeq: 10, unread: 2 },
};

function open(...rooms: RoomInList[]) {
  const told: string[] = [];
  const known = new KnownRooms({
    added: ({ name }) => told.push(`added ${name}`),
    changed: ({ name, unread, isMentioned }) => told.push(`${name} ${unread}${isMentioned ? ' @' : ''}`),
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

test('a mention goes with the count, and stays when the lists are read anew', () => {
  const { known } = open(kitchen);
  known.setMentioned(1);
  known.fill([{ ...kitchen, unread: 4 }]);
  expect(known.get(1)).toMatchObject({ unread: 4, isMentioned: true });
  known.setUnread(1, 0);
  expect(known.get(1)).toMatchObject({ unread: 0, isMentioned: false });
  known.setMentioned(1);
  expect(known.get(1)!.isMentioned).toBe(false);
});

test('a room that turns up is added once; one that is known takes the new count and name', () => {
  const { known, told } = open(kitchen);
  known.learn({ ...kitchen, name: 'Kitchen', address: 'Kitchen', unread: 7 });
  known.addConversation(2, { id: 9, username: 'boris' }, 1);
  known.addConversation(2, { id: 9, username: 'boris' }, 4);
  expect(known.all.map(({ address, unread }) => `${address} ${unread}`)).toEqual(['Kitchen 7', '@boris 0']);
  expect(told.filter((each) => each.startsWith('added'))).toEqual(['added boris']);
  known.count(2, 1, 1);
  known.remove(2);
  known.remove(2);
  known.setUnread(2, 3);
  expect(told.slice(-2)).toEqual(['boris 1', 'removed 2']);
});
