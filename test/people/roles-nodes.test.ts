/** A role that is changed on one node holds on the other: for what is asked there, and for what its sockets hear. */
import { expect, test } from '@jest/globals';
import type { NewInvitationView } from '../../src/shared/invitations.js';
import type { Role } from '../../src/shared/people.js';
import { addRoom, addUser } from '../support/factories.js';
import { describeWithRedis } from '../support/needs.js';
import { eventually, promised } from '../support/socket.js';
import { TwoNodes } from '../support/two-nodes.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

describeWithRedis('On two nodes', () => {
  const nodes = TwoNodes.gather();
  const become = (userId: number, role: Role) => nodes.rest('PATCH', `/api/users/${userId}`, { role });

  test('a guest loses on the other one what they only look at, hears nothing of it, and has it back as a member', async () => {
    const { boris, roomId, his } = await nodes.begin('private');
    const [, south] = his;
    const square = await addRoom(nodes.north.database, 'Square');
    await south.must('join', { room: 'Square', look: true });
    await become(boris.id, 'guest');
    await eventually(
      () => south.all('room_removed').some((removed) => removed.roomId === square),
      'The guest still looks at a room that is none of theirs.',
      promised(5_000),
    );
    for (const tab of his) expect((await tab.refusal('join', { room: 'Square' })).code).toBe('not_found');
    for (const tab of his) expect((await tab.refusal('history', { roomId: square })).code).toBe('not_found');
    await south.say(roomId, 'still here');
    await become(boris.id, 'member');
    for (const tab of his) await tab.must('join', { room: 'Square', look: true });
  });

  test('a moderator may there with the next word, and no more with the one after', async () => {
    const { boris, roomId, his, hers } = await nodes.begin('public');
    const [, south] = his;
    const [first, second] = [await hers[0].say(roomId, 'rude'), await hers[0].say(roomId, 'rude, too')];
    expect((await south.refusal('delete', { messageId: first.id })).code).toBe('forbidden');
    await become(boris.id, 'moderator');
    expect((await south.must('delete', { messageId: first.id })).deletedBy).toBe('moderator');
    await become(boris.id, 'member');
    expect((await south.refusal('delete', { messageId: second.id })).code).toBe('forbidden');
  });

  test('a bot is signed out on both', async () => {
    const { boris, his } = await nodes.begin('private');
    await become(boris.id, 'bot');
    for (const tab of his)
      await eventually(() => !tab.socket.connected, 'A bot is still signed in.', promised(5_000));
  });

  test('who looked after rooms and is a guest now does no more, on either: somebody else does', async () => {
    const { boris, roomId, his } = await nodes.begin('private');
    await nodes.sql('update memberships set keeper = (user_id = $1) where room_id = $2', [boris.id, roomId]);
    await become(boris.id, 'guest');
    const kept = await nodes.sql<{ user_id: string }>(
      'select user_id from memberships where room_id = $1 and keeper',
      [roomId],
    );
    expect(kept.map(({ user_id: id }) => Number(id))).not.toContain(boris.id);
    expect(kept).toHaveLength(1);
    const { id } = await his[1].say(roomId, 'pin this');
    expect((await his[1].refusal('pin', { messageId: id, on: true })).code).toBe('forbidden');
  });

  test('whoever is brought in comes among the people of the room on both; whoever leaves or is erased goes from there', async () => {
    const { boris, roomId, his, hers } = await nodes.begin('private');
    const told = async (userId: number) => {
      for (const tab of hers)
        expect(await tab.until('members_left', ({ userIds }) => userIds.includes(userId))).toEqual({
          ...{ roomId, userIds: [userId] },
        });
    };
    const nina = await addUser(nodes.north.database, 'nina-who-goes');
    const olga = await addUser(nodes.north.database, 'olga-who-stays');
    await nodes.rest('POST', `/api/rooms/${roomId}/members`, { userIds: [nina.id, olga.id] });
    for (const tab of hers)
      expect(await tab.until('members_joined', ({ userIds }) => userIds.includes(nina.id))).toEqual({
        roomId,
        userIds: [nina.id, olga.id],
      });
    await nodes.rest('DELETE', `/api/users/${nina.id}?messages=keep`);
    await told(nina.id);
    await nodes.rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
    await told(boris.id);
    // Nobody has left who was not in any more.
    await nodes.rest('DELETE', `/api/rooms/${roomId}/members/${boris.id}`);
    for (const tab of hers) expect(tab.all('members_left')).toHaveLength(2);
    for (const tab of his)
      expect(tab.all('members_left').filter(({ userIds }) => userIds[0] === boris.id)).toEqual([]);
  });

  test('of fifty who come by a link for ten, half of them on each, exactly ten come in', async () => {
    const { roomId } = await nodes.begin('private');
    const { path, id } = await nodes.ask<NewInvitationView>('POST', `/api/rooms/${roomId}/invitations`, {
      ...{ maxUses: 10, role: 'guest' },
    });
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        new Visitor((n % 2 ? nodes.north : nodes.south).url).post(`${path}/register`, {
          ...{ username: `came${n}`, password: defaultPassword },
        }),
      ),
    );
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(10);
    const [counted] = await nodes.sql<{ uses: number; accounts: string; members: string }>(
      `select uses, (select count(*) from users where username like 'came%') as accounts,
         (select count(*) from memberships m join users u on u.id = m.user_id where m.room_id = $2 and u.username like 'came%') as members
       from invitations where id = $1`,
      [id, roomId],
    );
    expect([counted!.uses, Number(counted!.accounts), Number(counted!.members)]).toEqual([10, 10, 10]);
  }, 120_000);
});
