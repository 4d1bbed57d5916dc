/** Whoever loses access hears nothing more, by whichever way it was taken, on two nodes whose Redis is there, and away. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import { Connections } from '../../src/server/delivery/connections.js';
import { groups } from '../../src/server/delivery/groups.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import type { Access } from '../../src/shared/rooms.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { describeWithRedis } from '../support/needs.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { runToEnd } from '../support/server-process.js';
import { eventually, promised, soon, Tab } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

describeWithRedis('Whoever loses access', () => {
  let redis: TestRedis;
  let north: TestApp;
  let south: TestApp;
  let anna: Visitor;
  let annaId: number;
  let names = 0;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    north = await startApp({ RATE_LIMITS: 'off', REDIS_URL: redis.url });
    south = await startApp({ RATE_LIMITS: 'off', REDIS_URL: redis.url }, north.database);
    anna = new Visitor(north.url);
    await anna.register('anna');
    const [row] = await sql<{ id: number }>(
      "update users set role = 'admin' where username = 'anna' returning id",
    );
    annaId = row!.id;
  });
  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
  afterAll(async () => {
    await south.close();
    await north.close();
    await redis.stop();
  });

  const sql = <Row extends object>(text: string, values: unknown[] = []) =>
    north.database.query<Row>(text, values);

  const open = async (person: Visitor, node: TestApp) => {
    const tab = await Tab.open(node.url, person.cookieHeader);
    tabs.push(tab);
    return tab;
  };

  /** A request of Anna's to the node in the north, which must be granted. */
  const rest = async (method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json', 'x-csrf-token': await anna.csrfToken() };
    const reply = await anna.request(method, path, body && JSON.stringify(body), headers);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${reply.body}`);
  };

  const command = async (...args: string[]) => {
    const ended = await runToEnd(['bin/run.mjs', 'user', ...args], { DATABASE_URL: north.database.url });
    if (ended.code !== 0) throw new Error(ended.stderr);
  };

  interface Scene {
    boris: SignedInUser;
    roomId: number;
    /** Of Boris, on both nodes, who looks at the room. */
    his: Tab[];
    /** Of Anna, likewise. */
    hers: Tab[];
  }

  async function begin(access: Access, role: SignedInUser['role']): Promise<Scene> {
    const number = ++names;
    const username = `boris${number}`;
    const boris = await north.app.get(Accounts).register({ username, password: defaultPassword, role });
    const name = `room ${number}`;
    const roomId = await addRoom(north.database, name, { access, members: [boris, { id: annaId }] });
    const visitor = new Visitor(south.url);
    await visitor.signIn(username);
    const [his, hers] = await Promise.all(
      [visitor, anna].map((each) => Promise.all([open(each, north), open(each, south)])),
    );
    await Promise.all([...his!, ...hers!].map((tab) => tab.join(name)));
    return { boris, roomId, his: his!, hers: hers! };
  }

  /** What is written on either node is heard by Anna there, and not by Boris. */
  async function expectSilence({ roomId, his, hers }: Scene): Promise<void> {
    for (const tab of hers) {
      const { id } = await tab.say(roomId, 'after');
      await tab.until('chat_message', ({ messages }) => messages.some((message) => message.id === id));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const tab of his) expect(tab.messages(roomId)).toEqual([]);
    for (const tab of his) expect(tab.all('room_changed')).toEqual([]);
  }

  type Loss = [
    how: string,
    access: Access,
    role: SignedInUser['role'],
    take: (scene: Scene) => Promise<unknown>,
  ];
  const losses: Loss[] = [
    [
      'is removed over REST',
      'private',
      'member',
      ({ boris, roomId }) => rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`),
    ],
    [
      'is removed by SQL',
      'private',
      'member',
      ({ boris }) => sql('delete from memberships where user_id = $1', [boris.id]),
    ],
    [
      'is removed by SQL from a public room',
      'public',
      'member',
      ({ boris }) => sql('delete from memberships where user_id = $1', [boris.id]),
    ],
    [
      'is demoted over REST',
      'admins',
      'admin',
      ({ boris }) => rest('PATCH', `/api/users/${boris.id}`, { role: 'member' }),
    ],
    [
      'is demoted from the command line',
      'admins',
      'admin',
      ({ boris }) => command('role', boris.username, 'member'),
    ],
    [
      'is demoted by SQL',
      'admins',
      'admin',
      ({ boris }) => sql("update users set role = 'member' where id = $1", [boris.id]),
    ],
    [
      'has not the room any more, which was shut over REST',
      'public',
      'member',
      ({ roomId }) => rest('PATCH', `/api/rooms/${roomId}`, { access: 'admins' }),
    ],
    [
      'has not the room any more, which was shut by SQL',
      'public',
      'member',
      ({ roomId }) => sql("update rooms set access = 'admins' where id = $1", [roomId]),
    ],
  ];
  const disablings: [how: string, disable: (scene: Scene) => Promise<unknown>][] = [
    ['over REST', ({ boris }) => rest('PATCH', `/api/users/${boris.id}`, { disabled: {} })],
    ['from the command line', ({ boris }) => command('disable', boris.username)],
    ['by SQL', ({ boris }) => sql('update users set deactivated_at = now() where id = $1', [boris.id])],
    [
      'by SQL, with a time long ago',
      ({ boris }) =>
        sql("update users set deactivated_at = now() - interval '1 day' where id = $1", [boris.id]),
    ],
  ];

  const expectLoss = async (scene: Scene, how: string) => {
    for (const tab of scene.his)
      await eventually(
        () => tab.all('room_removed').some(({ roomId }) => roomId === scene.roomId),
        `Boris, who ${how}, was not told.`,
        promised(5_000),
      );
    await expectSilence(scene);
    for (const tab of scene.his) expect(tab.socket.connected).toBe(true);
  };

  const expectSignOut = async (scene: Scene, how: string) => {
    for (const tab of scene.his) {
      await eventually(
        () => !tab.socket.connected,
        `A socket, disabled ${how}, stayed open.`,
        promised(5_000),
      );
      expect(tab.all('signed_out')).toEqual([{ reason: 'disabled' }]);
    }
    await expectSilence(scene);
  };

  describe('while Redis is there', () => {
    test.each(losses.filter(([how]) => how.endsWith('REST')))(
      'and %s, hears nothing on either node',
      async (how, access, role, take) => {
        const scene = await begin(access, role);
        await take(scene);
        await expectLoss(scene, how);
      },
    );

    test('with the account is signed out on both nodes', async () => {
      const [how, disable] = disablings[0]!;
      const scene = await begin('private', 'member');
      await disable(scene);
      await expectSignOut(scene, how);
    });
  });

  test('while they join, after the room was read for them, is refused and told so', async () => {
    const { boris, roomId, his } = await begin('private', 'member');
    const [tab] = his;
    await tab!.must('leave', { roomId });
    const presence = north.app.get(PresenceService);
    const roster = presence.roster.bind(presence);
    presence.roster = async (asked) => {
      await rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
      return roster(asked);
    };
    try {
      expect((await tab!.refusal('join', { room: `room ${names}` })).code).toBe('not_found');
    } finally {
      presence.roster = roster;
    }
    expect(tab!.all('room_removed')).toEqual([{ roomId }]);
    expect(tab!.all('user_list')).toHaveLength(1);
  });

  describe('while Redis is away', () => {
    beforeAll(() => redis.kill());
    afterAll(() => redis.restart());

    // All at once, as each takes until the next look.
    test('hears nothing on either node, by whichever way it was taken', async () => {
      const lost = await Promise.all(
        losses.map(async ([how, access, role, take]) => {
          const scene = await begin(access, role);
          return { how, take: () => take(scene), expect: () => expectLoss(scene, how) };
        }),
      );
      for (const { take } of lost) await take();
      for (const loss of lost) await loss.expect();
    });

    test('with the account is signed out on both nodes, by whichever way it was disabled', async () => {
      const lost = await Promise.all(
        disablings.map(async ([how, disable]) => {
          const scene = await begin('private', 'member');
          return { disable: () => disable(scene), expect: () => expectSignOut(scene, how) };
        }),
      );
      for (const { disable } of lost) await disable();
      for (const loss of lost) await loss.expect();
    });

    test('looks no further as an administrator: no connection believes the old role', async () => {
      const { boris } = await begin('public', 'admin');
      const believed = () =>
        [north, south].flatMap((node) =>
          node.app
            .get(Connections)
            .in(groups.inbox(boris.id))
            .map(({ user }) => user.role),
        );
      expect(believed()).toEqual(['admin', 'admin']);
      await sql("update users set role = 'member' where id = $1", [boris.id]);
      await soon(() => expect(believed()).toEqual(['member', 'member']), promised(5_000));
    });

    test('with a session that was deleted by hand is signed out', async () => {
      const { boris, his } = await begin('public', 'member');
      await sql('delete from sessions where user_id = $1', [boris.id]);
      for (const tab of his)
        await eventually(() => !tab.socket.connected, 'The socket stayed open.', promised(5_000));
    });
  });

  test('and was let in again while Redis was away, is not taken out when it is back', async () => {
    await redis.kill();
    const scene = await begin('private', 'member');
    const { boris, roomId, his, hers } = scene;
    await rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
    for (const tab of his) await tab.until('room_removed');
    await rest('POST', `/api/rooms/${roomId}/members`, { userId: boris.id });
    for (const tab of his) await tab.join(`room ${names}`);
    await redis.restart();
    // Once what is said here is heard there, all that waited has come.
    await eventually(async () => {
      const { id } = await hers[0]!.say(roomId, 'back');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return hers[1]!.messages(roomId).some((message) => message.id === id);
    }, 'The nodes never found each other again.');
    const { id } = await hers[0]!.say(roomId, 'welcome');
    for (const tab of his) {
      await tab.until('chat_message', ({ messages }) => messages.some((message) => message.id === id));
      expect(tab.all('room_removed')).toHaveLength(1);
    }
  });
});
