import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { AuditLog } from '../../../src/server/audit/audit-log.js';
import { Conversations } from '../../../src/server/rooms/conversations.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { Inspection } from '../../../src/server/messages/reading/inspection.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';

describe('Moderation', () => {
  let node: TestServices;
  let moderation: Moderation;
  let log: RoomLog;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let adam: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    moderation = node.get(Moderation);
    log = node.get(RoomLog);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    adam = await addUser(node.database, 'adam', 'admin');
  });

  afterAll(() => node.close());

  const textsIn = async (roomId: number) => {
    const rows = await node.database.query<{ text: string | null }>(
      'select text from messages where room_id = $1 order by seq',
      [roomId],
    );
    return rows.map(({ text }) => text);
  };

  test('an administrator removes one message of anybody, in any room that is not direct, and the audit log knows whose', async () => {
    const room = await addRoom(node.database, 'club', { access: 'private', members: [anna] });
    const insult = await log.append(draft(room, anna.id, 'an insult'));
    expect(await codeOf(moderation.remove(boris, insult.id))).toBe('not_found');
    expect(await codeOf(moderation.remove({ ...adam, scope: 'write' }, insult.id))).toBe('not_found');
    const tombstone = await moderation.remove(adam, insult.id);
    expect(tombstone).toMatchObject({ id: insult.id, seq: 1, rev: 2, deletedAt: expect.any(String) });
    expect(tombstone).not.toHaveProperty('text');
    expect(await moderation.remove(adam, insult.id)).toEqual(tombstone);
    const { entries } = await node
      .get(AuditLog)
      .list({ action: 'message_removed', subjectId: insult.id }, 10);
    expect(entries).toMatchObject([
      { actor: { username: 'adam' }, subject: { name: '#1' }, details: { roomId: room, author: 'anna' } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('insult');
    const { room: direct } = await node.get(Conversations).open(anna, 'boris');
    const secret = await log.append(draft(direct.id, anna.id, 'between us'));
    expect(await codeOf(moderation.remove(adam, secret.id))).toBe('not_found');
    expect(await textsIn(direct.id)).toEqual(['between us']);
  });

  test('deleting one’s own message is nobody else’s business, an administrator’s neither', async () => {
    const room = await addRoom(node.database, 'own words', { members: [anna, adam] });
    for (const person of [anna, adam]) {
      const { id } = await log.append(draft(room, person.id, 'never mind'));
      await node.get(MessageChangesService).delete(person, { messageId: id });
      expect(await node.get(AuditLog).list({ subjectType: 'message', subjectId: id }, 10)).toMatchObject({
        entries: [],
      });
    }
  });

  test('the role as it is now decides, not the one that somebody had when they signed in', async () => {
    const room = await addRoom(node.database, 'roles', { members: [anna, boris] });
    const { id } = await log.append(draft(room, anna.id, 'stays'));
    const changes = node.get(MessageChangesService);
    expect(await codeOf(changes.delete({ ...boris, role: 'admin' }, { messageId: id }))).toBe('forbidden');
    expect(await codeOf(changes.delete({ ...adam, scope: 'write' }, { messageId: id }))).toBe('forbidden');
    expect(await textsIn(room)).toEqual(['stays']);
    expect(await codeOf(changes.delete({ ...adam, role: 'member' }, { messageId: id }))).toBe('granted');
    expect(await textsIn(room)).toEqual([null]);
  });

  test('all that a person wrote goes, in every room, each change with a rev of its own, and everybody else’s stays', async () => {
    const eva = await addUser(node.database, 'eva');
    const big = await addRoom(node.database, 'big', { members: [anna, eva] });
    await fillRoom(node.database, big, eva.id, 1_200);
    const kept = await log.append(draft(big, anna.id, 'kept'));
    const reacted = await log.append(draft(big, eva.id, 'the last one'));
    await node.get(MessageChangesService).react(anna, { messageId: reacted.id, emoji: '👎', on: true });
    const small = await addRoom(node.database, 'small', { access: 'private', members: [anna, eva] });
    await log.append(draft(small, eva.id, 'one'));
    const { room: direct } = await node.get(Conversations).open(eva, 'anna');
    await log.append(draft(direct.id, eva.id, 'abuse'));
    await log.append(draft(direct.id, anna.id, 'stop it'));
    let result = await moderation.removeAllOf(adam, eva.id);
    let { removed } = result;
    while (!result.done) removed += (result = await moderation.removeAllOf(adam, eva.id)).removed;
    expect(removed).toBe(1_203);
    expect((await textsIn(big)).filter((text) => text !== null)).toEqual(['kept']);
    expect(await textsIn(small)).toEqual([null]);
    expect(await textsIn(direct.id)).toEqual([null, 'stop it']);
    const revs = await node.database.query<{ rev: string; seq: string }>(
      'select rev, seq from messages where room_id = $1 and id <> $2 order by seq',
      [big, kept.id],
    );
    expect(revs.map(({ rev }) => Number(rev))).toEqual(revs.map((_, index) => 1_204 + index));
    const { room, messages } = await node.get(Inspection).changes(anna, big, 2_000);
    expect(room.rev).toBe(2_404);
    expect(messages.length).toBe(404);
    expect(messages.at(-1)).toMatchObject({ id: reacted.id, rev: 2_404, reactions: [] });
    expect(await moderation.removeAllOf(adam, eva.id)).toEqual({ removed: 0, done: true });
    const { entries } = await node.get(AuditLog).list({ action: 'messages_removed', subjectId: eva.id }, 10);
    expect(entries.reduce((sum, { details }) => sum + Number(details.messages), 0)).toBe(1_203);
    expect(entries[0]).toMatchObject({ actor: { username: 'adam' }, subject: { type: 'user', name: 'eva' } });
  });

  test('nobody but an administrator removes all that a person wrote', async () => {
    const room = await addRoom(node.database, 'safe', { members: [anna] });
    await log.append(draft(room, anna.id, 'still here'));
    expect(await codeOf(moderation.removeAllOf({ ...boris, role: 'admin' }, anna.id))).toBe('forbidden');
    expect(await codeOf(moderation.removeAllOf({ ...adam, scope: 'write' }, anna.id))).toBe('forbidden');
    expect(await codeOf(moderation.removeAllOf(adam, 987_654))).toBe('not_found');
    expect(await textsIn(room)).toEqual(['still here']);
  });

  test('while two administrators remove the same messages and their author edits them, each goes once', async () => {
    const eve = await addUser(node.database, 'eve');
    const other = await startServices(node.database);
    try {
      const room = await addRoom(node.database, 'race', { members: [eve] });
      const sent = await Promise.all(
        Array.from({ length: 300 }, (_, n) => log.append(draft(room, eve.id, `message ${n}`))),
      );
      const edits = sent.map(({ id }) =>
        codeOf(other.get(MessageChangesService).edit(eve, { messageId: id, text: 'changed' })),
      );
      const [here, there] = await Promise.all([
        moderation.removeAllOf(adam, eve.id),
        other.get(Moderation).removeAllOf(adam, eve.id),
      ]);
      await Promise.all(edits);
      expect(here.removed + there.removed).toBe(300);
      expect(new Set(await textsIn(room))).toEqual(new Set([null]));
    } finally {
      await other.close();
    }
  });
});
