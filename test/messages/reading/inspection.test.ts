import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { eventually } from '../../support/socket.js';
import { AuditLog } from '../../../src/server/audit/audit-log.js';
import { RoomManagement } from '../../../src/server/rooms/room-management.service.js';
import { Conversations } from '../../../src/server/rooms/conversations.service.js';
import { VisibleRooms } from '../../../src/server/rooms/visible-rooms.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { Inspection } from '../../../src/server/messages/reading/inspection.service.js';
import { MessagePreviews } from '../../../src/server/messages/linked/message-previews.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { RoomNews } from '../../../src/server/messages/log/room-news.js';

describe('Reading without a socket', () => {
  let node: TestServices;
  let inspection: Inspection;
  let log: RoomLog;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    inspection = node.get(Inspection);
    log = node.get(RoomLog);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    adam = await addUser(node.database, 'adam', 'admin');
  });

  afterAll(() => node.close());

  const never = new AbortController().signal;
  const untilWaiting = (roomId: number, on = node) =>
    eventually(() => on.get(RoomNews).roomIds.includes(roomId), 'Nobody ever waited.');
  const openings = async (roomId: number) => {
    const { entries } = await node
      .get(AuditLog)
      .list({ action: 'private_room_opened', subjectId: roomId }, 50);
    return entries.map(({ actor }) => actor?.username);
  };

  test('an administrator looks into a private room without becoming a member, and the audit log says so, once', async () => {
    const room = await addRoom(node.database, 'inner circle', { access: 'private', members: [anna] });
    const { id } = await log.append(draft(room, anna.id, 'a secret'));
    expect(await codeOf(inspection.history(boris, { roomId: room, limit: 10 }))).toBe('not_found');
    expect(await codeOf(inspection.changes(boris, room, 0))).toBe('not_found');
    expect(await codeOf(inspection.message(boris, id))).toBe('not_found');
    expect(await codeOf(inspection.history({ ...adam, scope: 'read' }, { roomId: room, limit: 10 }))).toBe(
      'not_found',
    );
    expect(await codeOf(inspection.message({ ...adam, scope: 'write' }, id))).toBe('not_found');
    expect((await inspection.message(adam, id)).text).toBe('a secret');
    const { messages } = await inspection.history(adam, { roomId: room, limit: 10 });
    expect(messages.map(({ text }) => text)).toEqual(['a secret']);
    expect((await inspection.changes(adam, room, 0)).messages).toEqual(messages);
    const { member } = await node.get(VisibleRooms).read(adam, room);
    expect(member).toBe(false);
    expect(await openings(room)).toEqual(['adam']);
  });

  test('so it does where they see a message by removing its preview, there or not', async () => {
    const room = await addRoom(node.database, 'inner room', { access: 'private', members: [anna] });
    const { id } = await log.append(draft(room, anna.id, 'a secret'));
    const remove = (by: SignedInUser) =>
      node.get(MessagePreviews).hide(by, { messageId: id }, { inspects: true });
    expect(await codeOf(remove(boris))).toBe('not_found');
    expect((await remove(anna)).text).toBe('a secret');
    expect(await openings(room)).toEqual([]);
    expect((await remove(adam)).text).toBe('a secret');
    expect(await openings(room)).toEqual(['adam']);
  });

  test('what is open to everybody, or one’s own, is no entry in the audit log', async () => {
    const open = await addRoom(node.database, 'open', { members: [anna] });
    const own = await addRoom(node.database, 'own', { access: 'private', members: [adam] });
    const board = await addRoom(node.database, 'board', { access: 'admins' });
    for (const room of [open, own, board]) {
      await inspection.history(adam, { roomId: room, limit: 10 });
      expect(await openings(room)).toEqual([]);
    }
  });

  test('a private conversation of others is not there for an administrator', async () => {
    const { room } = await node.get(Conversations).open(anna, 'boris');
    const { id } = await log.append(draft(room.id, anna.id, 'between us'));
    expect(await codeOf(inspection.history(adam, { roomId: room.id, limit: 10 }))).toBe('not_found');
    expect(await codeOf(inspection.changes(adam, room.id, 0))).toBe('not_found');
    expect(await codeOf(inspection.message(adam, id))).toBe('not_found');
    expect((await inspection.message(boris, id)).text).toBe('between us');
  });

  test('changes since a rev come in rev order, or as the newest page when there are too many', async () => {
    const room = await addRoom(node.database, 'busy', { members: [anna] });
    const first = await log.append(draft(room, anna.id, 'one'));
    await log.append(draft(room, anna.id, 'two'));
    await node.get(MessageChangesService).edit(anna, { messageId: first.id, text: 'one, I mean' });
    const changes = await inspection.changes(boris, room, 1);
    expect(changes.messages.map(({ text }) => text)).toEqual(['two', 'one, I mean']);
    expect(changes).toMatchObject({ rev: 3, reset: false, room: { id: room } });
    expect(changes).not.toHaveProperty('me');
    const long = await addRoom(node.database, 'long', { members: [anna] });
    await fillRoom(node.database, long, anna.id, 600);
    const { messages, reset, hasMore } = await inspection.changes(boris, long, 1);
    expect([messages.length, messages.at(-1)?.seq, reset, hasMore]).toEqual([50, 600, true, true]);
  });

  test('whoever waits is answered at once when there is something, else when it comes, else after their time', async () => {
    const room = await addRoom(node.database, 'quiet', { members: [anna] });
    const first = await log.append(draft(room, anna.id, 'one'));
    const texts = async (waiting: ReturnType<Inspection['waitForChanges']>) =>
      (await waiting).messages.map(({ text }) => text);
    expect(await texts(inspection.waitForChanges(boris, room, 0, 25, never))).toEqual(['one']);
    expect(await texts(inspection.waitForChanges(boris, room, 1, 0, never))).toEqual([]);
    expect(await texts(inspection.waitForChanges(boris, room, 1, 1, never))).toEqual([]);
    const waiting = texts(inspection.waitForChanges(boris, room, 1, 25, never));
    await untilWaiting(room);
    await log.append(draft(room, anna.id, 'two'));
    expect(await waiting).toEqual(['two']);
    const forEdit = texts(inspection.waitForChanges(boris, room, 2, 25, never));
    await untilWaiting(room);
    await node.get(MessageChangesService).edit(anna, { messageId: first.id, text: 'uno' });
    expect(await forEdit).toEqual(['uno']);
    expect(node.get(RoomNews).roomIds).toEqual([]);
  });

  test('whoever waits hears of what another node wrote', async () => {
    const other = await startServices(node.database);
    try {
      const room = await addRoom(node.database, 'two nodes', { members: [anna] });
      const waiting = inspection.waitForChanges(boris, room, 0, 25, never);
      await untilWaiting(room);
      const since = Date.now();
      await other.get(RoomLog).append(draft(room, anna.id, 'from afar'));
      expect((await waiting).messages.map(({ text }) => text)).toEqual(['from afar']);
      expect(Date.now() - since).toBeLessThan(20_000);
    } finally {
      await other.close();
    }
  });

  test('a stranger who waits in a room that is made private meanwhile gets nothing of it', async () => {
    const room = await addRoom(node.database, 'soon private', { members: [anna] });
    const waiting = codeOf(inspection.waitForChanges(boris, room, 0, 25, never));
    await untilWaiting(room);
    await node.get(RoomManagement).change(adam, room, { access: 'private' });
    await log.append(draft(room, anna.id, 'among ourselves'));
    expect(await waiting).toBe('not_found');
  });

  test('whoever hangs up waits no longer, and one person has a hundred waits at most', async () => {
    const room = await addRoom(node.database, 'crowded', { members: [anna] });
    const calls = Array.from({ length: 100 }, () => new AbortController());
    const waiting = calls.map(({ signal }) => inspection.waitForChanges(boris, room, 0, 25, signal));
    expect(await codeOf(inspection.waitForChanges(boris, room, 0, 25, never))).toBe('rate_limited');
    expect(await codeOf(inspection.waitForChanges(anna, room, 0, 0, never))).toBe('granted');
    for (const call of calls) call.abort();
    const since = Date.now();
    await Promise.all(waiting);
    expect(Date.now() - since).toBeLessThan(20_000);
    expect(await codeOf(inspection.waitForChanges(boris, room, 0, 0, never))).toBe('granted');
    expect(node.get(RoomNews).roomIds).toEqual([]);
  });
});
