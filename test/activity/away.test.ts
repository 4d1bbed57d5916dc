/** "While you were away": what came, and what was changed that one had read; nothing of it from where one may not read. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AwayService } from '../../src/server/activity/away/away.service.js';
import { ReadMarksService } from '../../src/server/memberships/read-marks.service.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { IgnoringService } from '../../src/server/people/ignoring.service.js';
import { MessagesService } from '../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

describe('Whoever was away', () => {
  let node: TestServices;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let people = 0;

  beforeAll(async () => {
    node = await startServices();
  });
  beforeEach(async () => {
    people += 1;
    [anna, boris] = [
      await addUser(node.database, `anna ${people}`),
      await addUser(node.database, `boris ${people}`),
    ];
  });
  afterAll(() => node.close());

  const away = () => node.get(AwayService, { strict: false }).read(anna);
  const say = async (author: SignedInUser, roomId: number, text: string) =>
    (await node
      .get(MessagesService)
      .send(author, { roomId, clientId: crypto.randomUUID(), text })) as MessageView;
  const read = (roomId: number, seq: number) => node.get(ReadMarksService).mark(anna, { roomId, seq });
  const wasHere = (hoursAgo: number) =>
    node.database.query(
      `insert into last_here (user_id, at) values ($1, now() - make_interval(mins => $2::int))
       on conflict (user_id) do update set at = excluded.at, away_from = null, back_at = null`,
      [anna.id, hoursAgo * 60],
    );
  const wasHereShortly = (minutesAgo: number) =>
    node.database.query(
      'update last_here set at = now() - make_interval(mins => $2::int) where user_id = $1',
      [anna.id, minutesAgo],
    );
  /** It is written down that she has come or gone. */
  const isNoted = (since = new Date(Date.now() - 60_000)) =>
    eventually(async () => {
      const sql = 'select from last_here where user_id = $1 and at > $2';
      return (await node.database.query(sql, [anna.id, since])).length > 0;
    }, 'Nobody wrote down that she came, or went.');
  const roomOfBoth = (name: string) =>
    addRoom(node.database, `${name} ${people}`, { members: [anna, boris] });

  test('is told how much came in each room and where it begins, the most first; muted rooms are silent', async () => {
    const [few, many, muted] = [await roomOfBoth('few'), await roomOfBoth('many'), await roomOfBoth('muted')];
    const [, mine] = [await say(boris, few, 'old'), await say(anna, few, 'mine')];
    await read(few, 1);
    await wasHere(3);
    for (const roomId of [few, many, many, muted]) await say(boris, roomId, 'news');
    await node.database.query("update memberships set muted_until = 'infinity' where room_id = $1", [muted]);
    const told = await away();
    expect(told!.rooms.map(({ room, unread, firstUnreadSeq }) => [room.id, unread, firstUnreadSeq])).toEqual([
      [many, 2, 1],
      [few, 1, mine.seq + 1],
    ]);
    expect(Date.now() - Date.parse(told!.since)).toBeGreaterThan(2.9 * 3_600_000);
  });

  test('is told which messages that they had read, or had written, were changed by others, and of no other change', async () => {
    const roomId = await roomOfBoth('changed');
    const [edited, deleted, untouched] = [
      await say(boris, roomId, 'at nine'),
      await say(boris, roomId, 'a secret'),
      await say(boris, roomId, 'as it was'),
    ];
    const own = await say(anna, roomId, 'my own');
    await read(roomId, own.seq);
    const unread = await say(boris, roomId, 'not read yet');
    await wasHere(2);
    const changes = node.get(MessageChangesService);
    await changes.edit(boris, { messageId: edited.id, text: 'at ten' });
    await changes.delete(boris, { messageId: deleted.id });
    await changes.edit(boris, { messageId: unread.id, text: 'still not read' });
    await changes.edit(anna, { messageId: own.id, text: 'my own, mended' });
    const told = await away();
    expect(told!.changed.map(({ message, what }) => [message.id, what, message.text])).toEqual([
      [deleted.id, 'deleted', undefined],
      [edited.id, 'edited', 'at ten'],
    ]);
    expect(told!.changed.map(({ message }) => message.id)).not.toContain(untouched.id);
    // Whoever reads on has seen the room as it is now.
    await read(roomId, unread.seq);
    expect(await away()).toBeNull();
  });

  test('hears nothing of somebody whom they ignore: neither of their conversation nor of what they changed', async () => {
    const roomId = await roomOfBoth('ignored');
    const said = await say(boris, roomId, 'at nine');
    await read(roomId, said.seq);
    await wasHere(2);
    await node.get(MessageChangesService).edit(boris, { messageId: said.id, text: 'at ten' });
    await node.get(MessagesService).sendPrivately(boris, {
      to: anna.username,
      clientId: crypto.randomUUID(),
      text: 'psst',
    });
    expect(await away()).toMatchObject({ rooms: [{ unread: 1 }], changed: [{ what: 'edited' }] });
    await node.get(IgnoringService).ignore(anna, boris.id);
    expect(await away()).toBeNull();
  });

  test('hears nothing of a room that they had to leave', async () => {
    const roomId = await addRoom(node.database, `closed ${people}`, {
      access: 'private',
      members: [anna, boris],
    });
    const message = await say(boris, roomId, 'before');
    await read(roomId, message.seq);
    await wasHere(2);
    await node.get(MessageChangesService).edit(boris, { messageId: message.id, text: 'after' });
    await say(boris, roomId, 'news');
    expect((await away())!.changed).toHaveLength(1);
    await node.database.query('delete from memberships where room_id = $1 and user_id = $2', [
      roomId,
      anna.id,
    ]);
    expect(await away()).toBeNull();
  });

  test('is told as long after they came back as before, over a reload and a short walk, until they say that they know', async () => {
    const roomId = await roomOfBoth('back');
    await wasHere(5);
    await say(boris, roomId, 'news');
    const before = (await away())!.since;
    const presence = node.get(PresenceService, { strict: false });
    presence.came({ id: `tab of ${anna.id}`, user: anna });
    await isNoted();
    expect((await away())!.since).toBe(before);
    const leaving = new Date();
    presence.went(`tab of ${anna.id}`);
    await isNoted(leaving);
    await wasHereShortly(20);
    presence.came({ id: `tab of ${anna.id}`, user: anna });
    await isNoted(leaving);
    expect((await away())!.since).toBe(before);
    await node.get(AwayService, { strict: false }).dismiss(anna);
    expect(await away()).toBeNull();
    presence.went(`tab of ${anna.id}`);
  });

  test('was not away while they sat before another node, however long that is', async () => {
    const roomId = await roomOfBoth('elsewhere');
    await wasHere(5);
    await node.database.query(
      `with other as (insert into nodes (id, lease_until) values (gen_random_uuid(), now() + interval '1 minute') returning id)
       insert into presence (node_id, socket_id, room_id, user_id) select id, 'there', 0, $1 from other`,
      [anna.id],
    );
    await say(boris, roomId, 'news');
    const presence = node.get(PresenceService, { strict: false });
    presence.came({ id: `tab of ${anna.id}`, user: anna });
    await isNoted();
    expect(await away()).toBeNull();
    presence.went(`tab of ${anna.id}`);
  });
});
