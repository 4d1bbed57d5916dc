/** What a message said before it was edited: who sees it, how much is kept, and that it goes with the message. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { AuditLog } from '../../../src/server/audit/audit-log.js';
import { EmptyRooms } from '../../../src/server/messages/changing/empty-rooms.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { Versions } from '../../../src/server/messages/versions/versions.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { RoomMaking } from '../../../src/server/rooms/room-making.service.js';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { eventually } from '../../support/socket.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let adam: SignedInUser;
let room: number;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
  boris = await addUser(node.database, 'boris');
  adam = await addUser(node.database, 'adam', 'admin');
  room = await addRoom(node.database, 'inner circle', { access: 'private', members: [anna] });
});

afterAll(() => node.close());

const say = (text: string, roomId = room) => node.get(RoomLog).append(draft(roomId, anna.id, text));
const edit = (messageId: number, text: string) =>
  node.get(MessageChangesService).edit(anna, { messageId, text });
const versionsOf = (messageId: number, reader = anna, limit = 100) =>
  node.get(Versions).list(reader, messageId, { limit });
const textsOf = async (messageId: number) => (await versionsOf(messageId)).versions.map(({ text }) => text);
const rowsOf = (messageId: number) =>
  node.database.query<{ text: string }>('select text from message_versions where message_id = $1', [
    messageId,
  ]);

test('each edit keeps what was said before it, with when, and what changed; a reaction and an empty edit keep nothing', async () => {
  const { id, createdAt } = await say('Tea at five');
  expect(await versionsOf(id)).toEqual({
    versions: [{ id: expect.any(Number), text: 'Tea at five', since: createdAt }],
    next: null,
  });
  const { editedAt } = await edit(id, 'Tea at six');
  await node.get(MessageChangesService).react(anna, { messageId: id, emoji: '👍', on: true });
  await edit(id, 'Tea at six');
  await edit(id, 'Coffee at six');
  const { versions, ...rest } = await versionsOf(id);
  expect(rest).toEqual({ next: null });
  expect(versions.map(({ text }) => text)).toEqual(['Coffee at six', 'Tea at six', 'Tea at five']);
  expect(versions.slice(1).map(({ since }) => since)).toEqual([editedAt, createdAt]);
  expect(versions[1]!.changes).toEqual([
    { kind: 'same', text: 'Tea at ' },
    { kind: 'removed', text: 'five' },
    { kind: 'added', text: 'six' },
  ]);
  expect(versions[2]!.changes).toBeUndefined();
  // Page by page, each beside the one before it.
  const first = await versionsOf(id, anna, 2);
  expect(first.versions).toEqual(versions.slice(0, 2));
  const second = await node.get(Versions).list(anna, id, { before: first.next!, limit: 2 });
  expect(second).toEqual({ versions: versions.slice(2), next: null });
});

test('whoever may not read the message sees none; an administrator does, which the audit log tells', async () => {
  const { id } = await say('before');
  await edit(id, 'after');
  expect(await codeOf(versionsOf(id, boris))).toBe('not_found');
  expect(await codeOf(versionsOf(987_654))).toBe('not_found');
  expect(await codeOf(versionsOf(id, { ...adam, scope: 'read' }))).toBe('not_found');
  expect((await versionsOf(id, adam)).versions).toHaveLength(2);
  const { entries } = await node.get(AuditLog).list({ action: 'private_room_opened', subjectId: room }, 50);
  expect(entries.map(({ actor }) => actor?.username)).toEqual(['adam']);
});

test('of many the first is kept, and the latest; of what was edited before versions were, that is said', async () => {
  const { id } = await say('version 0');
  for (let n = 1; n <= 53; n++) await edit(id, `version ${n}`);
  const { versions, missing } = await versionsOf(id);
  const kept = Array.from({ length: 50 }, (_, n) => `version ${53 - n}`);
  expect(versions.map(({ text }) => text)).toEqual([...kept, 'version 0']);
  expect(missing).toBe('between');
  const old = await say('from long ago');
  await edit(old.id, 'as it was after that');
  await node.database.query('delete from message_versions where message_id = $1', [old.id]);
  expect((await versionsOf(old.id)).missing).toBe('first');
  await edit(old.id, 'as it is now');
  const found = await versionsOf(old.id);
  expect(found.missing).toBe('first');
  expect(found.versions.map(({ text }) => text)).toEqual(['as it is now', 'as it was after that']);
});

test('they go with the message, whoever deletes it, which it says; and with an empty room', async () => {
  const changes = node.get(MessageChangesService);
  const [mine, removed, swept] = [await say('one'), await say('two'), await say('three')];
  for (const { id } of [mine, removed, swept]) await edit(id, `${id} edited`);
  expect(await changes.delete(anna, { messageId: mine.id })).toMatchObject({ deletedBy: 'author' });
  expect(await node.get(Moderation).remove(adam, removed.id)).toMatchObject({ deletedBy: 'moderator' });
  expect(await node.get(Moderation).removeAllOf(adam, anna.id)).toMatchObject({ done: true });
  for (const { id } of [mine, removed, swept]) {
    expect(await rowsOf(id)).toEqual([]);
    expect(await versionsOf(id)).toEqual({ versions: [], next: null });
  }
  const made = await node.get(RoomMaking).create(anna, {
    name: 'by mistake',
    access: 'public',
    posting: 'everyone',
  });
  const alone = await say('to myself', made.id);
  await edit(alone.id, 'to nobody');
  await node.get(EmptyRooms).remove(anna, made.id);
  expect(await rowsOf(alone.id)).toEqual([]);
});

test('an edit that is made on another node while the message is being deleted leaves nothing behind', async () => {
  const remove = {
    one: ({ id }: { id: number }) => node.get(MessageChangesService).delete(anna, { messageId: id }),
    all: () => node.get(Moderation).removeAllOf(adam, anna.id),
  };
  for (const way of [remove.one, remove.all]) {
    const message = await say('first');
    const other = new Client({ connectionString: node.database.url });
    await other.connect();
    try {
      await other.query('begin');
      await other.query(
        `with room as (update rooms set rev = rev + 1 where id = $2 returning rev)
         update messages set text = 'second', edited_at = now(), rev = room.rev from room where messages.id = $1`,
        [message.id, room],
      );
      await other.query(
        `insert into message_versions (message_id, rev, text, since) values ($1, $2, 'first', now())`,
        [message.id, message.rev],
      );
      const removal = way(message);
      await eventually(
        async () => (await node.database.query(waiting)).length > 0,
        'the deletion never waited for the edit',
      );
      await other.query('commit');
      await removal;
    } finally {
      await other.end();
    }
    expect(await rowsOf(message.id)).toEqual([]);
    expect(await textsOf(message.id)).toEqual([]);
  }
});

const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

test('two edits at the same moment keep what each of them replaced', async () => {
  const { id } = await say('begin');
  const other = await startServices(node.database);
  try {
    const texts = Array.from({ length: 8 }, () => randomUUID());
    const editors = [node, other].map((on) => on.get(MessageChangesService));
    await Promise.all(texts.map((text, n) => editors[n % 2]!.edit(anna, { messageId: id, text })));
    expect((await textsOf(id)).sort()).toEqual(['begin', ...texts].sort());
  } finally {
    await other.close();
  }
});
