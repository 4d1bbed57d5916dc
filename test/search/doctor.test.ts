/** `npm run doctor` finds where the index and the log disagree; what it removes, the server makes anew. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { searchWanted } from '../../src/shared/search.js';
import { runCommand } from '../support/command.js';
import { testConfig } from '../support/config.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';

jest.setTimeout(120_000);

let node: TestServices;
let anna: SignedInUser;
const names = ['ahead', 'missing', 'deaf', 'strange', 'fine'] as const;
const rooms = {} as Record<(typeof names)[number], number>;

beforeAll(async () => {
  node = await startServices();
  await node.get(LogFollowers, { strict: false }).onModuleDestroy();
  anna = await addUser(node.database, 'anna');
  for (const name of names) rooms[name] = await addRoom(node.database, name, { members: [anna] });
  for (let n = 0; n < 40; n++) await sayEverywhere(`timbuktu ${n}`);
  await index();
});
afterAll(() => node.close());

const sayEverywhere = (text: string) =>
  Promise.all(
    Object.values(rooms).map((roomId) =>
      node.get(RoomLog, { strict: false }).append(draft(roomId, anna.id, text)),
    ),
  );

const index = () => {
  const indexer = node.get(Indexer, { strict: false });
  return node
    .get(CatchUpRepository, { strict: false })
    .catchUp(indexer.name, Object.values(rooms), (messages, ask) => indexer.process(messages, ask), 2_000);
};

const doctor = (...args: string[]) => runCommand(['doctor', ...args], testConfig(node.database.url)).ended;
const found = async (room: number) =>
  (await node.get(SearchService, { strict: false }).search(anna, searchWanted.parse({ q: 'timbuktu', room })))
    .total;
const everything = () =>
  node.database.query(
    'select id, seqs, (select json_agg(r order by place) from search_rows r where segment_id = s.id) from search_segments s order by id',
  );
const well = { code: 0, stdout: 'All is well.\n', stderr: '' };

test('all is well where all is in the index, and where some is not yet', async () => {
  expect(await doctor()).toEqual(well);
  await sayEverywhere('on the way');
  const before = await everything();
  expect(before.length).toBeGreaterThanOrEqual(names.length);
  expect(await doctor('--mend')).toEqual(well);
  expect(await everything()).toEqual(before);
  await index();
});

test('what disagrees is told of, and nothing changed; mended, it is made anew', async () => {
  const { database } = node;
  await database.query("update cursors set rev = rev + 7 where subscriber = 'search' and room_id = $1", [
    rooms.ahead,
  ]);
  await database.query('delete from search_segments where room_id = $1', [rooms.missing]);
  await database.query(
    `update search_rows set keys = '' where segment_id in (select id from search_segments where room_id = $1)`,
    [rooms.deaf],
  );
  await database.query('update search_segments set seqs = $2 where room_id = $1', [
    rooms.strange,
    // From 1 on, ninety of them.
    Buffer.from([1, 90]),
  ]);
  const before = await everything();
  const { code, stdout, stderr } = await doctor();
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout.match(/^ {2}\S.*$/gm)!.map((line) => line.trim())).toEqual([
    '- the index of the room ahead: it is at change 48, and the room only at 41',
    '- the index of the room missing: 41 of its messages are not in it',
    expect.stringMatching(/^- the index of the room deaf: message #\d+ is not found in part \d+$/),
    expect.stringMatching(/^- the index of the room strange: part \d+ has messages that are not there$/),
  ]);
  expect(stdout).toContain('removed, it is made anew by the server');
  expect(await everything()).toEqual(before);
  expect(await found(rooms.deaf)).toBe(0);

  const mended = await doctor('--mend');
  expect(mended.code).toBe(0);
  expect(mended.stdout).toMatch(/removed the index of the room deaf[^]*All is well now\./);
  // Found at once, and when it has been made anew.
  for (const work of [() => Promise.resolve(), index]) {
    await work();
    for (const name of names) expect([name, await found(rooms[name])]).toEqual([name, 40]);
    expect(await doctor()).toEqual(well);
  }
});

test('the index of a room that is gone is removed', async () => {
  // As of a backup that was put back by halves.
  await node.database.query('alter table search_segments drop constraint search_segments_room_id_fkey');
  await node.database.query(
    `insert into search_segments (room_id, messages, first_seq, last_seq, bits, seqs, times)
     select 999999, messages, first_seq, last_seq, bits, seqs, times from search_segments where room_id = $1 limit 1`,
    [rooms.fine],
  );
  expect((await doctor()).stdout).toMatch(
    /The index of rooms that are gone\n {2}- part \d+, of room 999999\n/,
  );
  expect((await doctor('--mend')).code).toBe(0);
  expect(await doctor()).toEqual(well);
});
