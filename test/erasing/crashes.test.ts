/** A server that is killed while it forgets somebody, or removes a room, leaves the rest to whoever comes next. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { Erasures } from '../../src/server/auth/accounts/erasures.service.js';
import { RoomDeletions } from '../../src/server/erasing/rooms/room-deletions.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { startServer, temporaryFolder } from '../support/server-process.js';
import { startServices } from '../support/services.js';
import { eventually } from '../support/socket.js';

/** Forty batches: time enough to be killed between two of them. */
const written = 20_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

async function removed(): Promise<number> {
  const [row] = await database.query<{ removed: number }>(
    'select count(*)::int as removed from messages where deleted_at is not null',
  );
  return row!.removed;
}

const start = () => startServer({ DATABASE_URL: database.url, DATA_DIR: temporaryFolder() });

test('of twenty thousand messages each is removed, once, though the server is killed among them', async () => {
  const nina = await addUser(database, 'nina');
  const room = await addRoom(database, 'attic', { members: [nina] });
  await fillRoom(database, room, nina.id, written);
  const node = await startServices(database);
  await node.get(Erasures).erase(commandLine, nina.id, 'remove');
  await node.close();

  const first = await start();
  await eventually(async () => (await removed()) > 0, 'nothing was removed');
  first.kill('SIGKILL');
  await first.ended;
  const before = await removed();
  expect(before).toBeLessThan(written);

  // The claim of a node that died holds for half a minute: nobody here waits for that.
  await database.query('update erasures set claimed_until = now()');
  const second = await start();
  await eventually(
    async () => (await database.query('select from erasures')).length === 0,
    'the rest was never removed',
  );
  expect(await removed()).toBe(written);
  const [revs] = await database.query(
    `select count(distinct m.rev)::int as revs, max(m.rev) = max(r.rev) as whole, max(r.rev)::int as rev
     from messages m join rooms r on r.id = m.room_id`,
  );
  expect(revs).toEqual({ revs: written, whole: true, rev: 2 * written });
  await second.stop();
});

test('a room of twenty thousand messages goes whole, though the server is killed in the middle; another room keeps its own', async () => {
  const olga = await addUser(database, 'olga', 'admin');
  const room = await addRoom(database, 'warehouse', { members: [olga] });
  const other = await addRoom(database, 'office', { members: [olga] });
  await fillRoom(database, room, olga.id, written);
  await fillRoom(database, other, olga.id, 100);
  const count = async (roomId: number) =>
    (await database.query('select from messages where room_id = $1', [roomId])).length;
  const node = await startServices(database);
  await node.get(RoomDeletions).delete(olga, room, 'warehouse');
  await node.close();
  await database.query('update room_deletions set claimed_until = now()');

  const first = await start();
  const all = await count(room);
  await eventually(async () => (await count(room)) < all, 'nothing was removed');
  first.kill('SIGKILL');
  await first.ended;
  expect(await count(room)).toBeGreaterThan(0);

  await database.query('update room_deletions set claimed_until = now()');
  const second = await start();
  await eventually(
    async () => (await database.query('select from rooms where id = $1', [room])).length === 0,
    'the rest was never removed',
  );
  expect([await count(room), await count(other)]).toEqual([0, 100]);
  await second.stop();
});
