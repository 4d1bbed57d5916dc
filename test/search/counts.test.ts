/** How many are found: exactly where the index tells or they are few, and of very many about how many. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { countOf, countWithin, emptyBitmap, has, include } from '../../src/server/search/index/bitmap.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { searchWanted } from '../../src/shared/search.js';
import { Random } from '../proofs/torture/random.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';

describe('In the index, of which what is asked for is a part', () => {
  let node: TestServices;
  let anna: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    await node.get(LogFollowers, { strict: false }).onModuleDestroy();
    anna = await addUser(node.database, 'anna');
    await fill('garden', 1_500, 3);
    await fill('cellar', 600, 2);
    await fill('attic', 20, 1);
  });
  afterAll(() => node.close());

  /** Each says both words, and every so many one next to the other; indexed. */
  async function fill(name: string, messages: number, every: number): Promise<void> {
    const roomId = await addRoom(node.database, name, { members: [anna] });
    await node.database.query(
      `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
       select $1, n, n, $2, gen_random_uuid(), 'text',
         case when n % $4 = 0 then 'early frost' else 'frost comes early' end || ', in the ' || $5::text || ' unforeseeably',
         now() - make_interval(secs => $3 - n)
       from generate_series(1, $3::int) n`,
      [roomId, anna.id, messages, every, name],
    );
    await node.database.query(
      'update rooms set last_seq = $2, rev = $2, last_message_at = now() where id = $1',
      [roomId, messages],
    );
    const indexer = node.get(Indexer, { strict: false });
    await node
      .get(CatchUpRepository, { strict: false })
      .catchUp(indexer.name, [roomId], (changed, ask) => indexer.process(changed, ask), messages);
  }

  async function counted(q: string) {
    const found = await node
      .get(SearchService, { strict: false })
      .search(anna, searchWanted.parse({ q, limit: 10 }));
    const rooms = Object.fromEntries(found.rooms.map(({ room, count }) => [room.name, count]));
    return { total: found.total, isCounted: found.isCounted, rooms };
  }

  test('words are counted by it', async () => {
    const rooms = { garden: 1_500, cellar: 600, attic: 20 };
    expect(await counted('early frost')).toEqual({ total: 2_120, isCounted: true, rooms });
  });

  test('what is few is looked at and counted, too', async () => {
    expect(await counted('"early frost" in:attic')).toEqual({
      total: 20,
      isCounted: true,
      rooms: { attic: 20 },
    });
  });

  test('of many, the newest tell how many there are, and nobody takes that for exact', async () => {
    const { total, isCounted, rooms } = await counted('"early frost"');
    expect(isCounted).toBe(false);
    // 820 there are.
    expect(total).toBeGreaterThan(600);
    expect(total).toBeLessThan(1_300);
    expect(String(total)).toMatch(/^\d\d0+$/);
    expect(Object.keys(rooms).sort()).toEqual(['attic', 'cellar', 'garden']);
    // Longer than its keys are: all that may be it is.
    expect(await counted('unforeseeably')).toMatchObject({ total: 2_100, isCounted: false });
    expect((await counted('unforeseeably -cellar')).total).toBeGreaterThan(1_000);
  });
});

test('the positions between two are counted as one by one', () => {
  const random = new Random(7);
  for (let round = 0; round < 300; round++) {
    const size = 1 + random.below(200);
    const bitmap = emptyBitmap(size);
    for (let n = random.below(size); n > 0; n--) include(bitmap, random.below(size));
    const [first, last] = [random.below(size), random.below(size)];
    const between = Array.from({ length: size }, (_, position) => position).filter(
      (position) => position >= first && position <= last && has(bitmap, position),
    );
    expect(countWithin(bitmap, first, last)).toBe(between.length);
    expect(countWithin(bitmap, 0, size - 1)).toBe(countOf(bitmap));
  }
});
