/** Whoever is in ten thousand rooms is answered in time, be they in the index or not, and hears whether all of it was looked at. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { type SearchView, searchWanted } from '../../src/shared/search.js';
import { addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf } from '../support/statements.js';

const [rooms, ofEach] = [10_000, 5];

let node: TestServices;
let anna: SignedInUser;
let roomIds: number[];

beforeAll(async () => {
  node = await startServices();
  await node.get(LogFollowers, { strict: false }).onModuleDestroy();
  anna = await addUser(node.database, 'anna');
  // Ten seconds from the last message of one to that of the next; in every thousandth they speak of comets.
  const made = await node.database.query<{ id: number }>(
    `insert into rooms (name, name_key, access, last_seq, rev, last_message_at)
     select 'room ' || n, 'room ' || n, 'private', $2, $2, now() - make_interval(secs => n * 10)
     from generate_series(1, $1::int) n returning id`,
    [rooms, ofEach],
  );
  roomIds = made.map(({ id }) => id);
  await node.database.query(
    'insert into memberships (room_id, user_id) select id, $2 from unnest($1::bigint[]) id',
    [roomIds, anna.id],
  );
  await node.database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select id, n, n, $2, gen_random_uuid(), 'text', 'early frost' || case when place % 1000 = 0 then ' and comets' else '' end,
       now() - make_interval(secs => place * 10 + $3 - n)
     from unnest($1::bigint[]) with ordinality made(id, place) cross join generate_series(1, $3::int) n`,
    [roomIds, anna.id, ofEach],
  );
  await node.database.query('analyze');
});
afterAll(() => node.close());

/** In seconds, however busy the machine is, and with far fewer statements than there are rooms. */
async function search(q: string, cursor?: string): Promise<SearchView> {
  let found!: SearchView;
  const asked = await askedOf(node, async () => {
    const wanted = searchWanted.parse({ q, limit: 50, cursor });
    found = await node.get(SearchService, { strict: false }).search(anna, wanted);
  });
  expect(asked.length).toBeLessThan(rooms / 100);
  expect(found.milliseconds).toBeLessThan(20_000);
  return found;
}

const placesOf = ({ hits }: SearchView) => hits.map(({ message }) => `${message.roomId}:${message.seq}`);

/** Of these rooms all messages, the newest first. */
const all = (ids: number[]) =>
  ids.flatMap((id) => Array.from({ length: ofEach }, (_, before) => `${id}:${ofEach - before}`));
const ofComets = () => all(roomIds.filter((_, index) => (index + 1) % 1_000 === 0));

test('what nobody has indexed yet is found from the newest on, and what was not looked at is not called nothing', async () => {
  const frost = await search('frost');
  const newest = all(roomIds.slice(0, 10));
  expect(frost).toMatchObject({ isWhole: false, isCounted: false });
  expect(placesOf(frost)).toEqual(newest.slice(0, frost.hits.length));

  const comets: string[] = [];
  let page = await search('comets');
  expect(page.isWhole).toBe(false);
  for (comets.push(...placesOf(page)); page.next !== null; comets.push(...placesOf(page)))
    page = await search('comets', page.next);
  expect(comets).toEqual(ofComets());
});

test('once it is indexed all of it is found, and counted', async () => {
  const indexer = node.get(Indexer, { strict: false });
  const catchingUp = node.get(CatchUpRepository, { strict: false });
  for (let start = 0; start < rooms; start += 500)
    await catchingUp.catchUp(
      indexer.name,
      roomIds.slice(start, start + 500),
      (changed, ask) => indexer.process(changed, ask),
      500 * ofEach,
    );
  await node.database.query('analyze');
  /** A machine that is busy may need some tries to do it in time. */
  const whole = async (q: string) => {
    let found = await search(q);
    for (let again = 0; !(found.isWhole && found.isCounted) && again < 20; again++) found = await search(q);
    return found;
  };
  const frost = await whole('frost');
  expect(frost).toMatchObject({ isWhole: true, isCounted: true, total: rooms * ofEach });
  // Of each room it would be a megabyte.
  expect(frost.inRooms).toBe(rooms);
  expect(frost.rooms.length).toBeLessThan(200);
  expect(placesOf(frost)).toEqual(all(roomIds.slice(0, 10)));
  const comets = await whole('comets');
  expect(comets).toMatchObject({ isWhole: true, isCounted: true, total: 50, next: null });
  expect(placesOf(comets)).toEqual(ofComets());
  expect(await whole('nowhere')).toMatchObject({ hits: [], isWhole: true, isCounted: true, total: 0 });
});
