import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { AuditLog } from '../../src/server/audit/audit-log.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Conversations } from '../../src/server/rooms/conversations.service.js';
import { RoomJoins } from '../../src/server/rooms/room-joins.service.js';
import { RoomMaking } from '../../src/server/rooms/room-making.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { RoomsService } from '../../src/server/rooms/rooms.service.js';
import { VisibleRooms } from '../../src/server/rooms/visible-rooms.service.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

describe('Managing rooms', () => {
  let node: TestServices;
  let management: RoomManagement;
  let making: RoomMaking;
  let visible: VisibleRooms;
  let members: MembersService;
  let rooms: RoomsService;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let clara: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    management = node.get(RoomManagement);
    making = node.get(RoomMaking);
    visible = node.get(VisibleRooms);
    members = node.get(MembersService);
    rooms = node.get(RoomsService);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    clara = await addUser(node.database, 'clara');
    adam = { ...(await addUser(node.database, 'adam', 'admin')), address: '192.0.2.7' };
  });

  afterAll(() => node.close());

  const everyone = { posting: 'everyone' as const };
  const auditOf = async (roomId: number) => {
    const { entries } = await node.get(AuditLog).list({ subjectType: 'room', subjectId: roomId }, 50);
    return entries.reverse().map(({ action, actor, details }) => [action, actor?.username, details]);
  };
  const membersOf = async (roomId: number) => {
    const page = await members.list(adam, roomId, { limit: 100 });
    return page.members.map(({ username }) => username);
  };

  test('anyone makes public and private rooms and is their first member; only administrators make the others', async () => {
    const open = await making.create(anna, { name: 'Open house', access: 'public', ...everyone });
    const closed = await making.create(anna, {
      name: 'Closed house',
      topic: 'Ours',
      access: 'private',
      ...everyone,
    });
    expect(closed).toMatchObject({ address: 'Closed house', topic: 'Ours', access: 'private' });
    for (const { id } of [open, closed]) expect(await membersOf(id)).toEqual(['anna']);
    for (const kind of [
      { access: 'admins', posting: 'everyone' },
      { access: 'public', posting: 'admins' },
    ] as const) {
      const name = `For ${kind.access} ${kind.posting}`;
      expect(await codeOf(making.create(anna, { name, ...kind }))).toBe('forbidden');
      expect(await codeOf(making.create({ ...adam, scope: 'write' }, { name, ...kind }))).toBe('forbidden');
      expect(await codeOf(making.create(adam, { name, ...kind }))).toBe('granted');
    }
    expect(await auditOf(closed.id)).toEqual([
      ['room_created', 'anna', { access: 'private', posting: 'everyone' }],
    ]);
  });

  test('a name that is taken is a conflict, also by a room that is not the maker’s to see', async () => {
    await addRoom(node.database, 'taken', { access: 'private', members: [anna] });
    const name = 'ＴＡＫＥＮ';
    expect(await codeOf(making.create(boris, { name, access: 'public', ...everyone }))).toBe('conflict');
    const mine = await addRoom(node.database, 'not taken', { members: [boris] });
    expect(await codeOf(management.change(adam, mine, { name }))).toBe('conflict');
  });

  test('a room entered by its name in the lobby, made by that, stands in the audit log, too; entering one does not', async () => {
    const { id } = await node.get(RoomJoins).joinOrMake(anna, 'made in the lobby');
    await node.get(RoomJoins).joinOrMake(boris, 'made in the lobby');
    expect(await auditOf(id)).toEqual([['room_created', 'anna', { access: 'public', posting: 'everyone' }]]);
    expect(await membersOf(id)).toEqual(['anna', 'boris']);
  });

  test('the topic is for whoever writes there, everything else for administrators, who may do so from outside', async () => {
    const id = await addRoom(node.database, 'workshop', { access: 'private', members: [anna] });
    expect(await codeOf(management.change(anna, id, { topic: 'Tools' }))).toBe('granted');
    expect(await codeOf(management.change(anna, id, { topic: 'Tools', access: 'public' }))).toBe('forbidden');
    expect(await codeOf(management.change(boris, id, { topic: 'Mine' }))).toBe('not_found');
    expect(await codeOf(management.change(boris, id, { archived: true }))).toBe('not_found');
    expect(await codeOf(management.change({ ...adam, scope: 'write' }, id, { archived: true }))).toBe(
      'not_found',
    );
    const changed = await management.change(adam, id, {
      name: 'Atelier',
      topic: 'Paint',
      access: 'public',
      posting: 'everyone',
    });
    expect(changed).toMatchObject({ name: 'Atelier', address: 'Atelier', topic: 'Paint', access: 'public' });
    expect((await rooms.requireByAddress(boris, 'atelier')).room.id).toBe(id);
    expect((await rooms.requireByAddress(anna, 'workshop')).room.id).toBe(id);
    expect(await auditOf(id)).toEqual([
      ['room_changed', 'anna', { topic: true }],
      ['room_changed', 'adam', { name: 'workshop → Atelier', access: 'private → public', topic: true }],
    ]);
    const { entries } = await node.get(AuditLog).list({ subjectType: 'room', subjectId: id }, 1);
    expect(entries).toMatchObject([{ address: '192.0.2.7' }]);
  });

  test('somebody who is no administrator any more, whatever their session says, changes nothing', async () => {
    const demoted = await addUser(node.database, 'demoted');
    const id = await addRoom(node.database, 'untouched', { members: [demoted] });
    expect(await codeOf(management.change({ ...demoted, role: 'admin' }, id, { archived: true }))).toBe(
      'forbidden',
    );
    expect((await visible.read(anna, id)).archivedAt).toBeNull();
  });

  test('an archived room is read, not written in, until it is restored; saying so twice is told once', async () => {
    const id = await addRoom(node.database, 'attic', { members: [anna] });
    const log = node.get(RoomLog);
    await log.append(draft(id, anna.id, 'before'));
    await management.change(adam, id, { archived: true });
    const { archivedAt } = await management.change(adam, id, { archived: true });
    expect(archivedAt).not.toBeNull();
    expect(await codeOf(log.append(draft(id, anna.id, 'too late')))).toBe('forbidden');
    expect((await rooms.requireById(anna, id)).canPost).toBe(false);
    expect((await management.change(adam, id, { archived: false })).archivedAt).toBeNull();
    // The room itself has said both.
    expect((await log.append(draft(id, anna.id, 'after'))).seq).toBe(4);
    expect(await auditOf(id)).toEqual([
      ['room_archived', 'adam', {}],
      ['room_restored', 'adam', {}],
    ]);
  });

  test('a message on its way while posting becomes the administrators’ is refused', async () => {
    const id = await addRoom(node.database, 'gazette', { members: [anna] });
    const blocker = new Client({ connectionString: node.database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query("update rooms set posting = 'admins', rights = rights + 1 where id = $1", [id]);
    const sending = codeOf(node.get(RoomLog).append(draft(id, anna.id, 'quickly')));
    await untilSomebodyWaits(node.database);
    await blocker.query('commit');
    await blocker.end();
    expect(await sending).toBe('forbidden');
  });

  test('a room for administrators keeps its administrators only, and takes nobody else', async () => {
    const id = await addRoom(node.database, 'council', { members: [anna, adam, boris] });
    await management.change(adam, id, { access: 'admins' });
    expect(await membersOf(id)).toEqual(['adam']);
    expect(await codeOf(visible.read(anna, id))).toBe('not_found');
    expect(await codeOf(members.add(adam, id, boris.id))).toBe('invalid');
    expect(await membersOf(id)).toEqual(['adam']);
  });

  test('a private conversation is nobody’s to manage, and for an administrator it is not there', async () => {
    const { room } = await node.get(Conversations).open(anna, 'boris');
    for (const person of [anna, adam]) {
      const code = person === anna ? 'invalid' : 'not_found';
      expect(await codeOf(management.change(person, room.id, { archived: true }))).toBe(code);
      expect(await codeOf(management.change(person, room.id, { topic: 'us' }))).toBe(code);
      expect(await codeOf(members.add(person, room.id, clara.id))).toBe(code);
      expect(await codeOf(members.remove(person, room.id, anna.id))).toBe(code);
    }
    expect(await codeOf(visible.read(adam, room.id))).toBe('not_found');
    expect(await codeOf(members.list(adam, room.id, { limit: 10 }))).toBe('not_found');
    expect((await visible.read(anna, room.id)).address).toBe('@boris');
  });

  test('whoever opens a room is told whether they may write there, as the log would decide', async () => {
    const log = node.get(RoomLog);
    const disabled = await addUser(node.database, 'disabled');
    const { room: conversation } = await node.get(Conversations).open(anna, 'disabled');
    const told = async (person: SignedInUser, roomId: number) => {
      const { canPost, member } = await rooms.requireById(person, roomId);
      if (member)
        expect(await codeOf(log.append(draft(roomId, person.id, 'hello')))).toBe(
          canPost ? 'granted' : 'forbidden',
        );
      return canPost;
    };
    const members = [anna, adam];
    const open = await addRoom(node.database, 'for all', { members });
    const closed = await addRoom(node.database, 'for some', { access: 'private', members });
    const notices = await addRoom(node.database, 'notices', { posting: 'admins', members });
    const board = await addRoom(node.database, 'the board', { access: 'admins', members });
    for (const roomId of [open, closed, notices, board]) expect(await told(adam, roomId)).toBe(true);
    for (const roomId of [open, closed, conversation.id]) expect(await told(anna, roomId)).toBe(true);
    expect(await told(anna, notices)).toBe(false);
    expect([await told(boris, open), await told(boris, notices)]).toEqual([true, false]);
    await node.database.query('update users set deactivated_at = now() where id = $1', [disabled.id]);
    expect((await rooms.requireById(anna, conversation.id)).canPost).toBe(false);
  });
});
