/** Joining, by a connection that is no socket: what a stream or another protocol would do. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { groups } from '../../src/server/delivery/groups.js';
import { JoiningService } from '../../src/server/joining/joining.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { Stream } from './stream.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

describe('A connection', () => {
  let node: TestServices;
  let joining: JoiningService;
  let anna: SignedInUser;
  let boris: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    joining = node.get(JoiningService);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
  });
  afterAll(() => node.close());

  test('hears of all rooms of its person as soon as it is open, and is dropped where it could not', async () => {
    const [home, club] = [
      await addRoom(node.database, 'home', { members: [anna] }),
      await addRoom(node.database, 'club', { access: 'private', members: [anna, boris] }),
    ];
    await addRoom(node.database, 'elsewhere', { members: [boris] });
    const stream = new Stream(anna);
    await joining.open(stream);
    expect([...stream.groups].sort()).toEqual([home, club].map(groups.members).sort());
    expect(stream.isOpen).toBe(true);
    const lost = new Stream({ ...anna, id: Number.NaN });
    await joining.open(lost);
    expect([lost.isOpen, lost.groups.size]).toEqual([false, 0]);
  });

  test('joins, is told what came since it was there last, and who is online; and leaves', async () => {
    const room = await addRoom(node.database, 'hall');
    const stream = new Stream(anna);
    const first = await joining.join(stream, { room: 'hall' });
    expect([first.me.member, first.messages, first.rev]).toEqual([true, [], 0]);
    expect(stream.sent).toEqual([['user_list', { roomId: room, users: [], online: 0 }]]);
    expect([...stream.groups]).toEqual([groups.room(room), groups.members(room)]);
    await node.get(RoomLog).append(draft(room, anna.id, 'meanwhile'));
    const again = await joining.join(stream, { room: 'hall', rev: first.rev });
    expect(again.messages.map(({ text }) => text)).toEqual(['meanwhile']);
    await joining.leave(stream, room);
    expect([...stream.groups]).toEqual([groups.members(room)]);
  });

  test('misses nothing that is written while it joins, as it has subscribed before it reads', async () => {
    const room = await addRoom(node.database, 'gap', { members: [boris] });
    const stream = new Stream(anna, () => node.get(RoomLog).append(draft(room, boris.id, 'just now')));
    const { messages, rev } = await joining.join(stream, { room: 'gap', rev: 0 });
    expect([messages.map(({ text }) => text), rev]).toEqual([['just now'], 1]);
  });

  test('of somebody who is removed from a private room while they join is refused, and hears nothing of it', async () => {
    const room = await addRoom(node.database, 'circle', { access: 'private', members: [anna, boris] });
    const stream = new Stream(anna, () => node.get(Departures).depart(room, anna.id));
    expect(await codeOf(joining.join(stream, { room: 'circle' }))).toBe('not_found');
    expect([[...stream.groups], stream.sent]).toEqual([[], []]);
  });

  test('of somebody who is removed from an open room while they join may look, but does not belong to it', async () => {
    const room = await addRoom(node.database, 'square', { members: [anna] });
    const stream = new Stream(anna, () => node.get(Departures).depart(room, anna.id));
    expect((await joining.join(stream, { room: 'square' })).me.member).toBe(false);
    expect([...stream.groups]).toEqual([groups.room(room)]);
  });

  test('that only looks hears a room that is open to it, belongs to it only once it joins, and makes nothing', async () => {
    const room = await addRoom(node.database, 'window', { members: [boris] });
    await addRoom(node.database, 'shut', { access: 'private', members: [boris] });
    const stream = new Stream(anna);
    const { me, room: seen } = await joining.join(stream, { room: 'window', look: true });
    expect([me.member, me.membership, me.unread, seen.id]).toEqual([false, null, 0, room]);
    expect([...stream.groups]).toEqual([groups.room(room)]);
    for (const address of ['shut', 'nowhere', '@boris'])
      expect(await codeOf(joining.join(stream, { room: address, look: true }))).toBe('not_found');
    expect(await node.database.query('select from rooms where direct_key is not null')).toEqual([]);
    expect((await joining.join(stream, { room: 'window' })).me.member).toBe(true);
    expect([...stream.groups].sort()).toEqual([groups.members(room), groups.room(room)]);
    const member = new Stream(boris);
    expect((await joining.join(member, { room: 'window', look: true })).me.member).toBe(true);
    expect([...member.groups].sort()).toEqual([groups.members(room), groups.room(room)]);
  });

  test('is refused what is not there and what is not theirs alike, and subscribes to neither', async () => {
    await addRoom(node.database, 'secret', { access: 'private', members: [boris] });
    for (const room of ['secret', 'nowhere', '', '@nobody']) {
      const stream = new Stream(anna);
      expect(await codeOf(joining.join(stream, { room }))).toBe('not_found');
      expect(stream.groups.size).toBe(0);
    }
  });
});
