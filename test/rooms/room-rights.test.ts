import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RoomChange } from '../../src/shared/rooms.js';
import { Connections } from '../../src/server/delivery/connections.js';
import { groups } from '../../src/server/delivery/groups.js';
import { Lobby } from '../../src/server/rooms/lobby.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { gather } from '../support/company.js';
import { addRoom } from '../support/factories.js';
import type { Tab } from '../support/socket.js';

describe('A room that an administrator changes', () => {
  const company = gather('anna', 'boris', 'adam');
  let adam: SignedInUser;
  let boris: SignedInUser;

  beforeAll(async () => {
    await company.app.database.query("update users set role = 'admin' where username = 'adam'");
    adam = { id: await company.idOf('adam'), username: 'adam', role: 'admin' };
    boris = { id: await company.idOf('boris'), username: 'boris', role: 'member' };
  });

  const management = () => company.app.app.get(RoomManagement);
  const members = () => company.app.app.get(MembersService);
  const change = (roomId: number, wanted: RoomChange) => management().change(adam, roomId, wanted);
  const heard = (tab: Tab, roomId: number) =>
    tab.received.filter(({ event, payload }) => {
      const about = payload as { roomId?: number; room?: { id: number } };
      return event !== 'room_removed' && (about.roomId ?? about.room?.id) === roomId;
    });
  const gone = (tab: Tab, roomId: number) =>
    tab.until('room_removed', (payload) => payload.roomId === roomId);

  test('shows its new name and topic to its members at once, wherever they look', async () => {
    const roomId = await addRoom(company.app.database, 'old name');
    const [looking, elsewhere] = await Promise.all([company.open('anna'), company.open('anna')]);
    await looking.join('old name');
    await elsewhere.join('old name');
    await elsewhere.must('leave', { roomId });
    await change(roomId, { name: 'new name', topic: 'News' });
    for (const tab of [looking, elsewhere]) {
      const { room } = await tab.until('room_changed', (payload) => payload.room.id === roomId);
      expect(room).toMatchObject({ name: 'new name', address: 'new name', topic: 'News' });
      expect(tab.all('room_changed').filter((payload) => payload.room.id === roomId)).toHaveLength(1);
    }
    expect((await looking.join('new name')).room.id).toBe(roomId);
    expect((await looking.join('old name')).room).toMatchObject({ id: roomId, address: 'new name' });
  });

  test('when it becomes the administrators’, is gone for everybody else, on both tabs, and for whoever was away', async () => {
    const roomId = await addRoom(company.app.database, 'council');
    const [a, b, other, away] = await Promise.all([
      company.open('adam'),
      company.open('boris'),
      company.open('boris'),
      company.open('boris'),
    ]);
    await a.join('council');
    for (const tab of [b, other, away]) await tab.join('council');
    const { rev } = await away.join('council');
    away.close();
    await other.must('leave', { roomId });
    await change(roomId, { access: 'admins', name: 'secret council' });
    await Promise.all([gone(b, roomId), gone(other, roomId)]);
    const before = [b, other].map((tab) => heard(tab, roomId).length);
    await a.say(roomId, 'among ourselves');
    await change(roomId, { topic: 'the secret' });
    await a.until('room_changed', (payload) => payload.room.topic === 'the secret');
    const back = await company.open('boris');
    const absent = await back.refusal('join', { room: 'there is no such room' });
    for (const tab of [back, b, other]) {
      expect(await tab.refusal('join', { room: 'secret council', rev })).toEqual(absent);
      expect(await tab.refusal('history', { roomId })).toEqual(absent);
      expect(await tab.refusal('message', { roomId, clientId: randomUUID(), text: 'hello' })).toEqual(absent);
    }
    expect([b, other].map((tab) => heard(tab, roomId).length)).toEqual(before);
    expect(heard(back, roomId)).toEqual([]);
  });

  test('when it becomes private, stays its members’, and is gone for a stranger who looks at it', async () => {
    const roomId = await addRoom(company.app.database, 'square');
    const [a, stranger] = await Promise.all([company.open('anna'), company.open('boris')]);
    await a.join('square');
    await stranger.join('square');
    await endMembershipUnnoticed(roomId, boris.id);
    await a.say(roomId, 'still in public');
    await stranger.until('chat_message', (payload) => payload.roomId === roomId);
    await change(roomId, { access: 'private', topic: 'Ours' });
    await gone(stranger, roomId);
    await a.until('room_changed', ({ room }) => room.access === 'private');
    await a.say(roomId, 'now we are among ourselves');
    expect((await stranger.refusal('join', { room: 'square' })).code).toBe('not_found');
    expect(stranger.messages(roomId).map(({ text }) => text)).toEqual(['still in public']);
    expect(stranger.all('room_changed').filter(({ room }) => room.id === roomId)).toEqual([]);
    expect(a.all('room_removed')).toEqual([]);
  });

  /** As when it ended in the moment of joining: what they look at stays, as the room is open to everybody. */
  async function endMembershipUnnoticed(roomId: number, userId: number): Promise<void> {
    const sql = 'delete from memberships where room_id = $1 and user_id = $2';
    await company.app.database.query(sql, [roomId, userId]);
    const { server } = company.app.app.get(Connections);
    server!.in(groups.inbox(userId)).socketsLeave(groups.members(roomId));
  }

  test('when archived can be read, not written in, and is no more in the lobby until it is restored', async () => {
    const roomId = await addRoom(company.app.database, 'attic');
    const a = await company.open('anna');
    await a.join('attic');
    await a.say(roomId, 'before');
    await change(roomId, { archived: true });
    await a.until('room_changed', ({ room }) => room.id === roomId && room.archivedAt !== null);
    expect((await a.refusal('message', { roomId, clientId: randomUUID(), text: 'late' })).code).toBe(
      'forbidden',
    );
    const { me, messages } = await a.join('attic');
    expect([me.canPost, messages.map(({ text }) => text)]).toEqual([false, ['before', 'archived this room']]);
    const anna = { id: await company.idOf('anna'), username: 'anna', role: 'member' as const };
    const listed = async () => (await company.app.app.get(Lobby).view(anna)).mine.map(({ room }) => room.id);
    expect(await listed()).not.toContain(roomId);
    await change(roomId, { archived: false });
    expect(await listed()).toContain(roomId);
    expect((await a.say(roomId, 'after')).seq).toBe(4);
  });

  test('takes a person in and out at once: who is added hears of it without asking, who is removed hears nothing more', async () => {
    const roomId = await addRoom(company.app.database, 'circle', { access: 'private' });
    const [a, b, elsewhere] = await Promise.all([
      company.open('adam'),
      company.open('boris'),
      company.open('boris'),
    ]);
    for (const { id } of [adam, boris]) await members().add(adam, roomId, id);
    await a.join('circle');
    await b.join('circle');
    await a.say(roomId, 'welcome');
    await elsewhere.until('room_head', (head) => head.roomId === roomId);
    await members().remove(adam, roomId, boris.id);
    await Promise.all([gone(b, roomId), gone(elsewhere, roomId)]);
    await a.say(roomId, 'he is gone');
    await change(roomId, { topic: 'Without Boris' });
    expect((await b.refusal('join', { room: 'circle' })).code).toBe('not_found');
    await elsewhere.refusal('join', { room: 'circle' });
    const said = b.messages(roomId).filter(({ kind }) => kind === 'text');
    expect(said.map(({ text }) => text)).toEqual(['welcome']);
    for (const tab of [b, elsewhere])
      expect(tab.all('room_changed').filter(({ room }) => room.id === roomId)).toEqual([]);
  });

  test('is lost at once by somebody who is no administrator any more', async () => {
    const roomId = await addRoom(company.app.database, 'board', { access: 'admins' });
    const { database } = company.app;
    await database.query("update users set role = 'admin' where username = 'boris'");
    const [a, b] = await Promise.all([company.open('adam'), company.open('boris')]);
    await a.join('board');
    await b.join('board');
    await database.query("update users set role = 'member' where username = 'boris'");
    await company.app.app.get(MembershipsService).loseAdminRooms(boris.id);
    await gone(b, roomId);
    await a.say(roomId, 'among ourselves');
    expect((await b.refusal('join', { room: 'board' })).code).toBe('not_found');
    expect(b.messages(roomId)).toEqual([]);
  });
});
