/** Who may, is asked again whenever it could have changed: a change that waits for its room finds what the room is then. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { Client } from 'pg';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { Descriptions } from '../../../src/server/messages/files/descriptions.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { Pins } from '../../../src/server/messages/pins/pins.service.js';
import { SavedRepository } from '../../../src/server/messages/saved/saved.repository.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { untilSomebodyWaits } from '../../support/locks.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let roomId: number;
let messageId: number;
let fileId: number;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
});
afterAll(() => node.close());

const get = <Service>(type: Type<Service>): Service => node.get<Service>(type, { strict: false });

/** Anna's room, with a message of hers that is pinned, has her thumb and shows a picture. */
async function begin(access: 'public' | 'private' = 'public'): Promise<void> {
  roomId = await addRoom(node.database, 'board', { access, keepers: [anna] });
  const [file] = await node.database.query<{ id: string }>(
    `insert into files (room_id, uploader_id, name, size, state, kind, facts, sha256)
     values ($1, $2, 'mat.png', 1, 'ready', 'picture', '{}', $3) returning id`,
    [roomId, anna.id, Buffer.alloc(32)],
  );
  fileId = Number(file!.id);
  const message = draft(roomId, anna.id, 'the key is under the mat');
  ({ id: messageId } = await get(RoomLog).append({ ...message, files: [fileId] }));
  await get(Pins).set(anna, { messageId, on: true });
  await get(MessageChangesService).react(anna, { messageId, emoji: '👍', on: true });
}

/** All that could have been changed. */
async function state() {
  const [row] = await node.database.query(
    `select rev, (select json_agg(json_build_array(m.seq, m.rev, m.text, m.pinned_in, m.deleted_at) order by seq)
       from messages m where m.room_id = $1) as messages,
       (select json_agg(emoji order by emoji) from reactions where message_id = $2) as reactions,
       (select count(*)::int from message_versions where message_id = $2) as versions,
       (select alt from files where id = $3) as alt
     from rooms where id = $1`,
    [roomId, messageId, fileId],
  );
  return row;
}

/** What becomes of it when this happens to the room while it is waited for. */
async function whileWaiting(asking: () => Promise<unknown>, happens: string): Promise<string> {
  const other = new Client({ connectionString: node.database.url });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('update rooms set rights = rights + 1 where id = $1', [roomId]);
    await other.query(happens.replace('$1', String(roomId)));
    const asked = codeOf(asking());
    await untilSomebodyWaits(node.database);
    await other.query('commit');
    return await asked;
  } finally {
    await other.end();
  }
}

const edit = () => get(MessageChangesService).edit(anna, { messageId, text: 'the key is gone' });
const remove = () => get(MessageChangesService).delete(anna, { messageId });

const changes = {
  'an edit': edit,
  'a reaction': () => get(MessageChangesService).react(anna, { messageId, emoji: '🎉', on: true }),
  'a reaction that is taken back': () =>
    get(MessageChangesService).react(anna, { messageId, emoji: '👍', on: false }),
  'a pin that is taken away': () => get(Pins).set(anna, { messageId, on: false }),
  'what a picture shows': () => get(Descriptions).describe(anna, fileId, 'a mat'),
};

const archived = 'update rooms set archived_at = now() where id = $1';
const left = 'delete from memberships where room_id = $1';

describe.each(Object.entries(changes))('Of a room that is waited for, %s', (_, change) => {
  test.each([
    ['archived', archived],
    ['left', left],
  ])('changes nothing where the room is %s meanwhile', async (_, happens) => {
    await begin();
    const before = await state();
    expect(await whileWaiting(change, happens)).toBe('forbidden');
    expect(await state()).toEqual(before);
  });

  test('is made where they still may', async () => {
    await begin();
    const before = await state();
    expect(await whileWaiting(change, "update rooms set topic = 'keys' where id = $1")).toBe('granted');
    expect(await state()).not.toEqual(before);
  });
});

test('who is removed from a private room while the deletion waits deletes nothing, and may not read why', async () => {
  await begin('private');
  const before = await state();
  expect(await whileWaiting(remove, left)).toBe('not_found');
  expect(await state()).toEqual(before);
});

test('one may still delete what one said in a room that is archived meanwhile', async () => {
  await begin();
  expect(await whileWaiting(remove, archived)).toBe('granted');
});

test('who has left the room by the moment of saving saves nothing', async () => {
  await begin();
  await node.database.query(left, [roomId]);
  await get(SavedRepository).save(anna.id, messageId, { note: 'mat' });
  expect(await node.database.query('select from saved where message_id = $1', [messageId])).toEqual([]);
});
