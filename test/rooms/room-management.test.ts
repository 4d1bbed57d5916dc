import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { addRoom, addUser, draft } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';
import { AuditLog } from '../../src/server/audit/audit-log.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { RoomsService } from '../../src/server/rooms/rooms.service.js';

describe('Managing rooms', () => {
  let node: TestServices;
  let management: RoomManagement;
  let rooms: RoomsService;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let clara: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    management = node.get(RoomManagement);
    rooms = node.get(RoomsService);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    clara = await addUser(node.database, 'clara');
    adam = { ...(await addUser(node.database, 'adam', 'admin')), address: '192.0.2.7' };
  });

  afterAll(() => node.close());

  const everyone = { posting: 'everyone' as const };
  const auditOf = async (roomId: number) => {
    const entries = await node.get(AuditLog).list({ subjectType: 'room', subjectId: roomId }, 50);
    return entries.reverse().map(({ action, actor, details }) => [action, actor?.username, details]);
  };
  const membersOf = async (roomId: number) => {
    const { members } = await management.members(adam, roomId, { limit: 100 });
    return members.map(({ username }) => username);
  };

  test('anyone makes public and private rooms and is their first member; only administrators make the others', async () => {
    const open = await management.create(anna, { name: 'Open house', access: 'public', ...everyone });
    const closed = await management.create(anna, {
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
      expect(await codeOf(management.create(anna, { name, ...kind }))).toBe('forbidden');
      expect(await codeOf(management.create({ ...adam, scope: 'write' }, { name, ...kind }))).toBe(
        'forbidden',
      );
      expect(await codeOf(management.create(adam, { name, ...kind }))).toBe('granted');
    }
    expect(await auditOf(closed.id)).toEqual([
      ['room_created', 'anna', { access: 'private', posting: 'everyone' }],
    ]);
  });

  test('a name that is taken is a conflict, also by a room that is not the maker’s to see', async () => {
    await addRoom(node.database, 'taken', { access: 'private', members: [anna] });
    const name = 'ＴＡＫＥＮ';
    expect(await codeOf(management.create(boris, { name, access: 'public', ...everyone }))).toBe('conflict');
    const mine = await addRoom(node.database, 'not taken', { members: [boris] });
    expect(await codeOf(management.change(adam, mine, { name }))).toBe('conflict');
  });

  test('a room entered by its name in the lobby, made by that, stands in the audit log, too; entering one does not', async () => {
    const { id } = await rooms.enter(anna, 'made in the lobby');
    await rooms.enter(boris, 'made in the lobby');
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
    expect(await codeOf(rooms.requireByAddress(anna, 'workshop'))).toBe('not_found');
    expect(await auditOf(id)).toEqual([
      ['room_changed', 'adam', { name: 'workshop → Atelier', access: 'private → public', topic: true }],
    ]);
    const [{ address } = { address: '' }] = await node
      .get(AuditLog)
      .list({ subjectType: 'room', subjectId: id }, 1);
    expect(address).toBe('192.0.2.7');
  });

  test('somebody who is no administrator any more, whatever their session says, changes nothing', async () => {
    const demoted = await addUser(node.database, 'demoted');
    const id = await addRoom(node.database, 'untouched', { members: [demoted] });
    expect(await codeOf(management.change({ ...demoted, role: 'admin' }, id, { archived: true }))).toBe(
      'forbidden',
    );
    expect((await management.read(anna, id)).archivedAt).toBeNull();
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
    expect((await log.append(draft(id, anna.id, 'after'))).seq).toBe(2);
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
    expect(await codeOf(management.read(anna, id))).toBe('not_found');
    expect(await codeOf(management.addMember(adam, id, boris.id))).toBe('invalid');
    expect(await membersOf(id)).toEqual(['adam']);
  });

  test('whoever enters a room while it becomes private stays outside', async () => {
    const id = await addRoom(node.database, 'closing time', { members: [anna] });
    const blocker = new Client({ connectionString: node.database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select from rooms where id = $1 for update', [id]);
    const changing = management.change(adam, id, { access: 'private' });
    await untilSomebodyWaits(node.database);
    const entering = codeOf(rooms.join(boris, 'closing time'));
    await untilSomebodyWaits(node.database, 2);
    await blocker.query('commit');
    await blocker.end();
    await changing;
    expect(await entering).toBe('not_found');
    expect(await membersOf(id)).toEqual(['anna']);
  });

  test('members of a private room bring people in; leaving is everybody’s own, removing the administrators’', async () => {
    const id = await addRoom(node.database, 'circle', { access: 'private', members: [anna] });
    expect(await codeOf(management.addMember(boris, id, boris.id))).toBe('not_found');
    await management.addMember(anna, id, boris.id);
    await management.addMember(anna, id, boris.id);
    expect(await codeOf(management.addMember(anna, id, 987_654))).toBe('not_found');
    expect(await membersOf(id)).toEqual(['anna', 'boris']);
    expect(await codeOf(management.removeMember(anna, id, boris.id))).toBe('forbidden');
    await management.removeMember(boris, id, boris.id);
    expect(await codeOf(management.read(boris, id))).toBe('not_found');
    await management.removeMember(adam, id, anna.id);
    await management.removeMember(adam, id, anna.id);
    expect(await membersOf(id)).toEqual([]);
    expect(await auditOf(id)).toEqual([
      ['member_added', 'anna', { userId: boris.id, username: 'boris' }],
      ['member_removed', 'boris', { userId: boris.id, username: 'boris' }],
      ['member_removed', 'adam', { userId: anna.id, username: 'anna' }],
    ]);
    const open = await addRoom(node.database, 'open circle', { members: [anna] });
    expect(await codeOf(management.addMember(anna, open, boris.id))).toBe('forbidden');
    expect(await codeOf(management.addMember(adam, open, boris.id))).toBe('granted');
  });

  test('a private conversation is nobody’s to manage, and for an administrator it is not there', async () => {
    const { room } = await rooms.openDirect(anna, 'boris');
    for (const person of [anna, adam]) {
      const code = person === anna ? 'invalid' : 'not_found';
      expect(await codeOf(management.change(person, room.id, { archived: true }))).toBe(code);
      expect(await codeOf(management.change(person, room.id, { topic: 'us' }))).toBe(code);
      expect(await codeOf(management.addMember(person, room.id, clara.id))).toBe(code);
      expect(await codeOf(management.removeMember(person, room.id, anna.id))).toBe(code);
    }
    expect(await codeOf(management.read(adam, room.id))).toBe('not_found');
    expect(await codeOf(management.members(adam, room.id, { limit: 10 }))).toBe('not_found');
    expect((await management.read(anna, room.id)).address).toBe('@boris');
  });

  test('whoever is no administrator any more loses the rooms for administrators, and those only', async () => {
    const eva = await addUser(node.database, 'eva', 'admin');
    const board = await addRoom(node.database, 'board', { access: 'admins', members: [eva, adam] });
    const open = await addRoom(node.database, 'everybody', { members: [eva] });
    await management.loseAdminRooms(eva.id);
    expect(await membersOf(board)).toEqual(['adam', 'eva']);
    await node.database.query("update users set role = 'member' where id = $1", [eva.id]);
    await management.loseAdminRooms(eva.id);
    expect(await membersOf(board)).toEqual(['adam']);
    expect(await membersOf(open)).toEqual(['eva']);
  });
});
