import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { VisibleRooms } from '../../src/server/rooms/visible-rooms.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';

describe('Lists', () => {
  let node: TestServices;
  let management: RoomManagement;
  let visible: VisibleRooms;
  let anna: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    management = node.get(RoomManagement);
    visible = node.get(VisibleRooms);
    anna = await addUser(node.database, 'anna');
    adam = await addUser(node.database, 'adam', 'admin');
  });

  afterAll(() => node.close());

  test('rooms are listed page by page as one may see them, found by part of a name, with their counts', async () => {
    const reader = await addUser(node.database, 'reader');
    const shelf = await addRoom(node.database, 'Shelf 100%', { members: [reader, anna] });
    await fillRoom(node.database, shelf, anna.id, 3);
    const hidden = await addRoom(node.database, 'shelf of secrets', { access: 'private', members: [anna] });
    const old = await addRoom(node.database, 'old shelf');
    await management.change(adam, old, { archived: true });
    const ids = async (person: SignedInUser, search: object) =>
      (await visible.list(person, { limit: 100, ...search })).rooms.map(({ id }) => id);
    expect(await ids(reader, { query: ' SHELF ' })).toEqual([shelf, old]);
    expect(await ids(adam, { query: 'shelf' })).toEqual([shelf, hidden, old]);
    expect(await ids({ ...adam, scope: 'write' }, { query: 'shelf' })).toEqual([shelf, old]);
    expect(await ids(adam, { query: 'shelf', archived: true })).toEqual([old]);
    expect(await ids(adam, { query: 'shelf', archived: false })).toEqual([shelf, hidden]);
    expect(await ids(adam, { query: '0%' })).toEqual([shelf]);
    expect(await ids(adam, { query: 'no_such' })).toEqual([]);
    const [summary] = (await visible.list(reader, { query: 'shelf 1', limit: 1 })).rooms;
    expect(summary).toMatchObject({ id: shelf, member: true, members: 2, unread: 3, online: 0 });
    const all: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { rooms: { id: number }[]; next: number | null } = await visible.list(adam, {
        after,
        limit: 4,
      });
      all.push(...page.rooms.map(({ id }) => id));
      after = page.next;
    }
    expect(all).toEqual(await ids(adam, {}));
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });
});
