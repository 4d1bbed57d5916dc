import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { AuditLog } from '../../src/server/audit/audit-log.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Statements } from '../../src/server/platform/postgres/statements.js';
import { RoomJoins } from '../../src/server/rooms/room-joins.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { VisibleRooms } from '../../src/server/rooms/visible-rooms.service.js';
import { addRoom, addUser } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

describe('Members', () => {
  let node: TestServices;
  let members: MembersService;
  let management: RoomManagement;
  let visible: VisibleRooms;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    members = node.get(MembersService);
    management = node.get(RoomManagement);
    visible = node.get(VisibleRooms);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    adam = await addUser(node.database, 'adam', 'admin');
  });

  afterAll(() => node.close());

  const auditOf = async (roomId: number) => {
    const { entries } = await node.get(AuditLog).list({ subjectType: 'room', subjectId: roomId }, 50);
    return entries.reverse().map(({ action, actor, details }) => [action, actor?.username, details]);
  };
  const membersOf = async (roomId: number) => {
    const page = await members.list(adam, roomId, { limit: 100 });
    return page.members.map(({ username }) => username);
  };

  test('are listed page by page', async () => {
    const id = await addRoom(node.database, 'register', { members: [anna, boris, adam] });
    const first = await members.list(boris, id, { limit: 2 });
    expect(first.members).toEqual([
      { id: anna.id, username: 'anna', name: 'anna', role: 'member', keeper: false },
      { id: boris.id, username: 'boris', name: 'boris', role: 'member', keeper: false },
    ]);
    const last = await members.list(boris, id, { limit: 2, after: first.next! });
    expect(last).toEqual({
      members: [{ id: adam.id, username: 'adam', name: 'adam', role: 'admin', keeper: false }],
      next: null,
    });
  });

  test('whoever joins a room by its id is in it, although it gets another name that very moment', async () => {
    const id = await addRoom(node.database, 'before the change');
    await meanwhile(
      () => management.change(adam, id, { name: 'after the change' }),
      () => members.join(boris, id),
    );
    expect((await visible.read(boris, id)).name).toBe('after the change');
    expect(await membersOf(id)).toEqual(['boris']);
    await members.join(boris, id);
    expect(await membersOf(id)).toEqual(['boris']);
  });

  /** Does the one after the other's first statement. */
  async function meanwhile(first: () => Promise<unknown>, action: () => Promise<unknown>): Promise<void> {
    const statements = node.get(Statements);
    const query = statements.query.bind(statements);
    let done = false;
    statements.query = async (...given) => {
      const rows = await query(...given);
      statements.query = query;
      await first();
      done = true;
      return rows as never;
    };
    await action();
    expect(done).toBe(true);
  }

  test('nobody joins by its id what is not open to them; an administrator looks, and is no member by that', async () => {
    const closed = await addRoom(node.database, 'closed', { access: 'private', members: [anna] });
    for (const person of [boris, adam]) expect(await codeOf(members.join(person, closed))).toBe('not_found');
    const board = await addRoom(node.database, 'the board', { access: 'admins' });
    expect(await codeOf(members.join(anna, board))).toBe('not_found');
    expect(await codeOf(members.join(adam, board))).toBe('granted');
    const open = await addRoom(node.database, 'open to all');
    expect(await codeOf(members.join({ ...anna, scope: 'read' }, open))).toBe('forbidden');
    expect([await membersOf(closed), await membersOf(board), await membersOf(open)]).toEqual([
      ['anna'],
      ['adam'],
      [],
    ]);
  });

  test.each<[string, (id: number) => Promise<unknown>]>([
    ['its name', () => node.get(RoomJoins).joinOrMake(boris, 'closing time')],
    ['its id', (id) => members.join(boris, id)],
  ])('whoever enters a room by %s while it is closed to them stays outside', async (_by, enter) => {
    const id = await addRoom(node.database, 'closing time', { members: [anna] });
    const blocker = new Client({ connectionString: node.database.url });
    await blocker.connect();
    await blocker.query('begin');
    // The change, which has locked the room by then, waits to end her membership.
    await blocker.query('select from memberships where room_id = $1 for update', [id]);
    const changing = management.change(adam, id, { access: 'admins' });
    await untilSomebodyWaits(node.database);
    const entering = codeOf(enter(id));
    await eventually(async () => {
      const asked = await node.database.query(
        `select from pg_stat_activity where datname = current_database() and query like '%skip locked%' and pid <> pg_backend_pid()
           and state = 'idle' and query_start > (select min(query_start) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock')`,
      );
      return asked.length > 0;
    }, 'nobody asked to be let in while the room was being closed');
    await blocker.query('commit');
    await blocker.end();
    await changing;
    expect(await entering).toBe('not_found');
    expect(await membersOf(id)).toEqual([]);
  });

  test('whoever enters another room waits for no change of this one', async () => {
    const [held, free] = [await addRoom(node.database, 'held'), await addRoom(node.database, 'free')];
    const blocker = new Client({ connectionString: node.database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select from rooms where id = $1 for update', [held]);
    const waiting = codeOf(members.join(anna, held));
    expect(await codeOf(members.join(boris, free))).toBe('granted');
    expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits');
    await blocker.query('commit');
    await blocker.end();
    expect(await waiting).toBe('granted');
    expect([await membersOf(held), await membersOf(free)]).toEqual([['anna'], ['boris']]);
  });

  test('members of a private room bring people in; leaving is everybody’s own, removing the administrators’', async () => {
    const id = await addRoom(node.database, 'circle', { access: 'private', members: [anna] });
    expect(await codeOf(members.add(boris, id, boris.id))).toBe('not_found');
    await members.add(anna, id, boris.id);
    await members.add(anna, id, boris.id);
    expect(await codeOf(members.add(anna, id, 987_654))).toBe('not_found');
    expect(await membersOf(id)).toEqual(['anna', 'boris']);
    expect(await codeOf(members.remove(anna, id, boris.id))).toBe('forbidden');
    await members.remove(boris, id, boris.id);
    expect(await codeOf(visible.read(boris, id))).toBe('not_found');
    await members.remove(adam, id, anna.id);
    await members.remove(adam, id, anna.id);
    expect(await membersOf(id)).toEqual([]);
    expect(await auditOf(id)).toEqual([
      ['member_added', 'anna', { userId: boris.id, username: 'boris' }],
      ['member_removed', 'boris', { userId: boris.id, username: 'boris' }],
      ['member_removed', 'adam', { userId: anna.id, username: 'anna' }],
    ]);
    const open = await addRoom(node.database, 'open circle', { members: [anna] });
    expect(await codeOf(members.add(anna, open, boris.id))).toBe('forbidden');
    expect(await codeOf(members.add(adam, open, boris.id))).toBe('granted');
  });

  test('whoever is no administrator any more loses the rooms for administrators, and those only', async () => {
    const eva = await addUser(node.database, 'eva', 'admin');
    const board = await addRoom(node.database, 'board', { access: 'admins', members: [eva, adam] });
    const open = await addRoom(node.database, 'everybody', { members: [eva] });
    await node.get(MembershipsService).loseAdminRooms(eva.id);
    expect(await membersOf(board)).toEqual(['adam', 'eva']);
    await node.database.query("update users set role = 'member' where id = $1", [eva.id]);
    await node.get(MembershipsService).loseAdminRooms(eva.id);
    expect(await membersOf(board)).toEqual(['adam']);
    expect(await membersOf(open)).toEqual(['eva']);
  });
});
