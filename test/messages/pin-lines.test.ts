/** A pin and the room's line about it: both or neither, and by nobody who may not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { Pins } from '../../src/server/messages/pins/pins.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

let node: TestServices;
let maker: SignedInUser;
let roomId: number;
let messageId: number;

beforeAll(async () => {
  node = await startServices();
  maker = await addUser(node.database, 'maker');
  roomId = await addRoom(node.database, 'board', { keepers: [maker] });
  const message = draft(roomId, maker.id, 'the key is under the mat');
  ({ id: messageId } = await node.get(RoomLog, { strict: false }).append(message));
});
afterAll(() => node.close());

const pin = () => node.get(Pins, { strict: false }).set(maker, { messageId, on: true });

/** The room's counters, what is pinned, and what the room says of it. */
async function state() {
  const [room] = await node.database.query<{ state: [number, number, number, string[] | null] }>(
    `select json_build_array(last_seq, rev,
       (select count(*) from messages where pinned_in = $1),
       (select json_agg(text order by seq) from messages where room_id = $1 and kind = 'pin')) as state
     from rooms where id = $1`,
    [roomId],
  );
  return room!.state;
}

test('where the line cannot be written nothing is pinned, and no number is used', async () => {
  await node.database.query(`create function full_disk() returns trigger language plpgsql as
    $$ begin raise 'no space left' using errcode = '53100'; end $$`);
  await node.database.query(`create trigger full_disk before insert on messages for each row
    when (new.kind = 'pin') execute function full_disk()`);
  expect(await codeOf(pin())).not.toBe('granted');
  expect(await state()).toEqual([1, 1, 0, null]);
  await node.database.query('drop trigger full_disk on messages');
});

test('who is removed while the pin waits for the room pins nothing', async () => {
  const other = new Client({ connectionString: node.database.url });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('update rooms set rights = rights + 1 where id = $1', [roomId]);
    await other.query('delete from memberships where room_id = $1', [roomId]);
    const pinning = codeOf(pin());
    await untilSomebodyWaits(node.database);
    await other.query('commit');
    expect(await pinning).toBe('forbidden');
  } finally {
    await other.end();
  }
  expect(await state()).toEqual([1, 1, 0, null]);
});

test('who still may when the room is free again pins once, with one line', async () => {
  await node.database.query('insert into memberships (room_id, user_id, keeper) values ($1, $2, true)', [
    roomId,
    maker.id,
  ]);
  const other = new Client({ connectionString: node.database.url });
  await other.connect();
  try {
    await other.query('begin');
    await other.query('update rooms set rights = rights + 1, rev = rev + 3 where id = $1', [roomId]);
    const pinning = pin();
    await untilSomebodyWaits(node.database);
    await other.query('commit');
    expect(await pinning).toMatchObject({ rev: 5, pinnedBy: { username: 'maker' } });
  } finally {
    await other.end();
  }
  expect(await state()).toEqual([2, 6, 1, ['pinned a message: #1']]);
});
