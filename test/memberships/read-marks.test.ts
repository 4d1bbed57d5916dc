import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { startServices, type TestServices } from '../support/services.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { ReadMarksService } from '../../src/server/memberships/read-marks.service.js';

describe('A read mark', () => {
  let node: TestServices;
  let anna: SignedInUser;
  let roomId: number;

  beforeAll(async () => {
    node = await startServices();
    anna = await addUser(node.database, 'anna');
    const boris = await addUser(node.database, 'boris');
    roomId = await addRoom(node.database, 'room', { members: [anna, boris] });
    await fillRoom(node.database, roomId, boris.id, 20);
  });

  afterAll(() => node.close());

  test('that was overtaken by a further one while it waited does not move back', async () => {
    const other = new Client({ connectionString: node.database.url });
    await other.connect();
    await other.query('begin');
    await other.query('update memberships set last_read_seq = 13 where room_id = $1 and user_id = $2', [
      roomId,
      anna.id,
    ]);
    const marking = node.get(ReadMarksService).mark(anna, { roomId, seq: 10 });
    await untilSomebodyWaits(node.database);
    await other.query('commit');
    await other.end();
    await marking;
    const [row] = await node.database.query<{ last_read_seq: string }>(
      'select last_read_seq from memberships where room_id = $1 and user_id = $2',
      [roomId, anna.id],
    );
    expect(Number(row!.last_read_seq)).toBe(13);
  });
});
