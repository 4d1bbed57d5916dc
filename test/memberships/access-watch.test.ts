/** Whoever loses access hears nothing more, by whichever way it was taken, on two nodes whose Redis is there, and away. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Connections } from '../../src/server/delivery/connections.js';
import { groups } from '../../src/server/delivery/groups.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { addRoom } from '../support/factories.js';
import { describeWithRedis } from '../support/needs.js';
import { eventually, promised, soon } from '../support/socket.js';
import { type Scene, TwoNodes } from '../support/two-nodes.js';
import { disablingsBy, lossesBy } from './losses.js';

describeWithRedis('Whoever loses access', () => {
  const nodes = TwoNodes.gather();
  const [losses, disablings] = [lossesBy(nodes), disablingsBy(nodes)];

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
        const scene = await nodes.begin(access, role);
        await take(scene);
        await expectLoss(scene, how);
      },
    );

    test('with the account is signed out on both nodes', async () => {
      const [how, disable] = disablings[0]!;
      const scene = await nodes.begin('private');
      await disable(scene);
      await expectSignOut(scene, how);
    });
  });

  test('because the room is deleted, together with everybody there, is told so on both nodes, and its name is free', async () => {
    const { roomId, address, his, hers } = await nodes.begin('private');
    await nodes.rest('DELETE', `/api/rooms/${roomId}`, { name: address });
    for (const tab of [...his, ...hers])
      await tab.until('room_removed', (removed) => removed.roomId === roomId);
    for (const tab of [...his, ...hers])
      expect((await tab.refusal('join', { room: address })).code).toBe('not_found');
    const left = () => nodes.sql('select from messages where room_id = $1', [roomId]);
    await soon(async () => expect(await left()).toEqual([]));
    const members = await nodes.sql<{ id: number }>('select id from users order by id limit 1');
    const made = await addRoom(nodes.north.database, address, { members });
    for (const tab of hers) expect((await tab.must('join', { room: address })).room.id).toBe(made);
  });

  test('while they join, after the room was read for them, is refused and told so', async () => {
    const { boris, roomId, address, his } = await nodes.begin('private');
    const [tab] = his;
    await tab.must('leave', { roomId });
    const presence = nodes.north.app.get(PresenceService);
    const roster = presence.roster.bind(presence);
    presence.roster = async (asked) => {
      await nodes.rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
      return roster(asked);
    };
    try {
      expect((await tab.refusal('join', { room: address })).code).toBe('not_found');
    } finally {
      presence.roster = roster;
    }
    expect(tab.all('room_removed')).toEqual([{ roomId }]);
    expect(tab.all('user_list')).toHaveLength(1);
  });

  describe('while Redis is away', () => {
    beforeAll(() => nodes.redis.kill());
    afterAll(() => nodes.redis.restart());

    test.each(losses.filter(([how]) => how.endsWith('REST')))(
      'and %s, hears nothing from that moment on where it was taken',
      async (_, access, role, take) => {
        const scene = await nodes.begin(access, role);
        await take(scene);
        const { id } = await scene.hers[0].say(scene.roomId, 'after');
        await scene.hers[0].until('chat_message', ({ messages }) =>
          messages.some((message) => message.id === id),
        );
        await scene.his[0].until('room_removed');
        expect(scene.his[0].messages(scene.roomId)).toEqual([]);
      },
    );

    // All at once, as each takes until the next look.
    test('hears nothing on either node, by whichever way it was taken', async () => {
      const lost = await Promise.all(
        losses.map(async ([how, access, role, take]) => {
          const scene = await nodes.begin(access, role);
          return { how, take: () => take(scene), expect: () => expectLoss(scene, how) };
        }),
      );
      for (const { take } of lost) await take();
      for (const loss of lost) await loss.expect();
    });

    test('with the account is signed out on both nodes, by whichever way it was disabled', async () => {
      const lost = await Promise.all(
        disablings.map(async ([how, disable]) => {
          const scene = await nodes.begin('private');
          return { disable: () => disable(scene), expect: () => expectSignOut(scene, how) };
        }),
      );
      for (const { disable } of lost) await disable();
      for (const loss of lost) await loss.expect();
    });

    test('looks no further as an administrator: no connection believes the old role', async () => {
      const { boris } = await nodes.begin('public', 'admin');
      const believed = () =>
        [nodes.north, nodes.south].flatMap((node) =>
          node.app
            .get(Connections)
            .in(groups.inbox(boris.id))
            .map(({ user }) => user.role),
        );
      expect(believed()).toEqual(['admin', 'admin']);
      await nodes.sql("update users set role = 'member' where id = $1", [boris.id]);
      await soon(() => expect(believed()).toEqual(['member', 'member']), promised(5_000));
    });

    test('and is let in again, or into a room for the first time, hears that it moves on, on both nodes', async () => {
      const { boris, his, hers } = await nodes.begin('public');
      const roomId = await addRoom(nodes.north.database, 'far away', { access: 'private', members: [boris] });
      await nodes.sql(
        "insert into memberships (room_id, user_id) select $1, id from users where username = 'anna'",
        [roomId],
      );
      for (const [index, tab] of hers.entries()) {
        await tab.join('far away');
        await eventually(
          async () => {
            const { rev } = await tab.say(roomId, 'news');
            await new Promise((resolve) => setTimeout(resolve, 500));
            return his[index]!.all('room_head').some((head) => head.roomId === roomId && head.rev >= rev);
          },
          'Boris never heard of the room.',
          promised(10_000),
        );
        expect(his[index]!.messages(roomId)).toEqual([]);
      }
    });

    test('with a session that was deleted by hand is signed out', async () => {
      const { boris, his } = await nodes.begin('public');
      await nodes.sql('delete from sessions where user_id = $1', [boris.id]);
      for (const tab of his)
        await eventually(() => !tab.socket.connected, 'The socket stayed open.', promised(5_000));
    });
  });

  test('and was let in again while Redis was away, is not taken out when it is back', async () => {
    await nodes.redis.kill();
    const { boris, roomId, address, his, hers } = await nodes.begin('private');
    await nodes.rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
    for (const tab of his) await tab.until('room_removed');
    await nodes.rest('POST', `/api/rooms/${roomId}/members`, { userId: boris.id });
    for (const tab of his) await tab.join(address);
    await nodes.redis.restart();
    // Once what is said here is heard there, all that waited has come.
    await eventually(async () => {
      const { id } = await hers[0].say(roomId, 'back');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return hers[1].messages(roomId).some((message) => message.id === id);
    }, 'The nodes never found each other again.');
    const { id } = await hers[0].say(roomId, 'welcome');
    for (const tab of his) {
      await tab.until('chat_message', ({ messages }) => messages.some((message) => message.id === id));
      expect(tab.all('room_removed')).toHaveLength(1);
    }
  });
});
