/** Two nodes on one PostgreSQL and one Redis. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser } from '../support/factories.js';
import { describeWithRedis } from '../support/needs.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { eventually, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

describeWithRedis('Two nodes', () => {
  let redis: TestRedis;
  let north: TestApp;
  let south: TestApp;
  let anna: Visitor;
  let boris: Visitor;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    north = await startApp({ REDIS_URL: redis.url });
    south = await startApp({ REDIS_URL: redis.url }, north.database);
    anna = new Visitor(north.url);
    boris = new Visitor(south.url);
    await anna.register('anna');
    await boris.register('boris');
  });

  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));

  afterAll(async () => {
    await south.close();
    await north.close();
    await redis.stop();
  });

  const open = async (person: Visitor, node: TestApp) => {
    const tab = await Tab.open(node.url, person.cookieHeader);
    tabs.push(tab);
    return tab;
  };

  test('bring messages, typing and private messages to each other at once', async () => {
    const roomId = await addRoom(north.database, 'bridge');
    const [a, b] = [await open(anna, north), await open(boris, south)];
    await Promise.all([a.join('bridge'), b.join('bridge')]);
    const sent = await a.say(roomId, 'from north');
    await b.until('chat_message', ({ messages }) => messages[0]?.id === sent.id);
    expect(b.all('room_head')).toEqual([]);
    await b.must('typing', { roomId });
    await a.until('typing', ({ user }) => user.username === 'boris');
    await a.say(roomId, '/pm boris only you');
    await b.until('private_message', ({ message }) => message.text === 'only you');
  });

  test('end a session on both', async () => {
    const clara = new Visitor(north.url);
    await clara.register('clara');
    const tab = await open(clara, south);
    await clara.signOut();
    await tab.until('signed_out');
    await eventually(() => !tab.socket.connected, 'The socket on the other node stayed open.');
  });

  test('take a removed person out of the room on both', async () => {
    const roomId = await addRoom(north.database, 'shared', { access: 'private' });
    const memberships = north.app.get(MembershipsService);
    const users = await north.database.query<{ id: string }>(
      "select id from users where username in ('anna', 'boris') order by username",
    );
    for (const { id } of users) await memberships.add(roomId, Number(id));
    const [a, b] = [await open(anna, north), await open(boris, south)];
    await Promise.all([a.join('shared'), b.join('shared')]);
    await north.app.get(Departures).depart(roomId, Number(users[1]!.id));
    await b.until('room_removed', (payload) => payload.roomId === roomId);
    await a.say(roomId, 'after');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(b.messages(roomId)).toEqual([]);
  });

  test('take everybody else out of a room that becomes the administrators’, on both', async () => {
    const roomId = await addRoom(north.database, 'council');
    const adam = await addUser(north.database, 'adam', 'admin');
    const [a, b] = [await open(anna, north), await open(boris, south)];
    await Promise.all([a.join('council'), b.join('council')]);
    await north.app.get(RoomManagement).change(adam, roomId, { access: 'admins' });
    for (const tab of [a, b]) await tab.until('room_removed', (payload) => payload.roomId === roomId);
    for (const tab of [a, b]) expect((await tab.refusal('join', { room: 'council' })).code).toBe('not_found');
    expect(b.all('room_changed')).toEqual([]);
  });

  test('go on without Redis: the same node notices nothing, the other hears within 10 s, and at once when it is back', async () => {
    const roomId = await addRoom(north.database, 'outage');
    const [a, near, far] = [await open(anna, north), await open(anna, north), await open(boris, south)];
    await Promise.all([a.join('outage'), near.join('outage')]);
    const { rev } = await far.join('outage');
    await redis.kill();
    const sent = await a.say(roomId, 'without Redis');
    await near.until('chat_message', ({ messages }) => messages[0]?.id === sent.id);
    await far.until('room_head', (head) => head.roomId === roomId && head.rev >= sent.rev);
    expect((await far.join('outage', rev)).messages).toEqual([sent]);
    await redis.restart();
    await eventually(async () => {
      const later = await a.say(roomId, 'Redis is back');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return far.messages(roomId).some((message) => message.id === later.id);
    }, 'The nodes never found each other again.');
  });
});
