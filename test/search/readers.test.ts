/** Promise P19 by its readers: the same 2,000 messages, asked for by members of some rooms, by one who was removed, and by administrators. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { FoundBeside } from '../../src/server/pages/chat/search/found-beside.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Lobby } from '../../src/server/rooms/lobby.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { searchWanted } from '../../src/shared/search.js';
import { Random } from '../proofs/torture/random.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf } from '../support/statements.js';
import { readPlainly } from './plain-reading.js';
import { query, said } from './said.js';

let node: TestServices;
let boris: SignedInUser;
const readers: Record<string, { who: SignedInUser; rooms: number[] }> = {};
let rooms: number[];
const random = new Random(61);

beforeAll(async () => {
  node = await startServices();
  await node.get(LogFollowers, { strict: false }).onModuleDestroy();
  const { database } = node;
  boris = await addUser(database, 'boris');
  const dora = await addUser(database, 'dora');
  const cyril = await addUser(database, 'cyril');
  const adam = await addUser(database, 'adam', 'admin');
  const eve = await addUser(database, 'eve', 'admin');
  const [open, closed, board] = [
    await addRoom(database, 'open', { members: [boris, cyril] }),
    await addRoom(database, 'closed', { access: 'private', members: [boris, cyril, dora] }),
    await addRoom(database, 'board', { access: 'admins', members: [adam, boris, eve] }),
  ];
  const talk = await addRoom(database, 'talk', { access: 'private', members: [boris, cyril] });
  rooms = [open, closed, board, talk];
  const texts = Array.from({ length: 2_000 }, () => said(random));
  const log = node.get(RoomLog, { strict: false });
  for (let start = 0; start < texts.length; start += 100)
    await Promise.all(
      texts.slice(start, start + 100).map((text) => {
        const roomId = random.pick(rooms);
        return log.append(draft(roomId, (roomId === board ? eve : boris).id, text));
      }),
    );
  for (const roomId of [closed, talk]) await node.get(Departures, { strict: false }).depart(roomId, cyril.id);
  // Boris is a member of the administrators' room, and none of them.
  readers.boris = { who: boris, rooms: [open, closed, talk] };
  readers.cyril = { who: cyril, rooms: [open] };
  readers.dora = { who: dora, rooms: [closed] };
  readers.adam = { who: adam, rooms: [board] };
  readers.stranger = { who: await addUser(database, 'stranger'), rooms: [] };
});
afterAll(() => node.close());

const index = (atMost: number) => {
  const indexer = node.get(Indexer, { strict: false });
  return node
    .get(CatchUpRepository, { strict: false })
    .catchUp(indexer.name, rooms, (messages, ask) => indexer.process(messages, ask), atMost);
};

const search = (who: SignedInUser, wanted: { q: string; limit?: number; cursor?: string }) =>
  node.get(SearchService, { strict: false }).search(who, searchWanted.parse(wanted));

async function saidIn(roomIds: number[]): Promise<number> {
  const [row] = await node.database.query<{ count: number }>(
    'select count(*)::int from messages where room_id = any($1::bigint[])',
    [roomIds],
  );
  return row!.count;
}

async function agree(queries: number): Promise<void> {
  for (const [name, { who, rooms: own }] of Object.entries(readers)) {
    let hits = 0;
    for (let turn = 0; turn < queries; turn++) {
      const q = query(random);
      const wanted = await readPlainly(node.database, own, q);
      const first = await search(who, { q, limit: 50 });
      const places = [...first.hits];
      for (let { next } = first; next !== null;) {
        const page = await search(who, { q, limit: 50, cursor: next });
        places.push(...page.hits);
        next = page.next;
      }
      expect([name, q, places.map(({ message }) => `${message.roomId}:${message.seq}`)]).toEqual([
        name,
        q,
        wanted,
      ]);
      expect(first.rooms.map(({ room }) => room.id).filter((id) => !own.includes(id))).toEqual([]);
      if (first.isCounted) expect([name, q, first.total]).toEqual([name, q, wanted.length]);
      // Told by those that were looked at, and rounded: no more than there is to look at.
      else expect(first.total).toBeLessThanOrEqual(1.05 * (await saidIn(own)));
      hits += wanted.length;
    }
    if (own.length > 0) expect([name, hits > queries]).toEqual([name, true]);
  }
}

test('each finds what a plain reading of their rooms finds: not in the index, half in it, in it', async () => {
  await agree(6);
  await index(800);
  await agree(6);
  while ((await index(2_000)).more.length > 0);
  await agree(6);
});

test('and when a moderator has removed some and their authors have edited others', async () => {
  const changes = node.get(MessageChangesService, { strict: false });
  const adam = readers.adam!.who;
  const ids = await node.database.query<{ id: number; author_id: number }>(
    'select id, author_id from messages where id % 7 = 0 order by id',
  );
  for (const { id, author_id } of ids) {
    if (random.chance(0.5)) await changes.delete(adam, { messageId: id }, { inspects: true });
    else if (author_id === boris.id) await changes.edit(boris, { messageId: id, text: said(random) });
  }
  const [gone] = await node.database.query<{ count: number }>(
    'select count(*)::int from messages where deleted_by = $1',
    [adam.id],
  );
  expect(gone!.count).toBeGreaterThan(50);
  await agree(6);
  await index(2_000);
  await agree(6);
});

test('beside messages, too, they ask as much and are told as much, whatever is in rooms of others', async () => {
  const { who } = readers.dora!;
  const beside = async () => {
    const asked = { q: 'kazan', order: 'newest' as const, zone: 'UTC', language: 'en', cursor: undefined };
    const found = await search(who, { q: asked.q });
    const own = await node.get(Lobby, { strict: false }).standings(who);
    return node.get(FoundBeside, { strict: false }).of(who, asked, found, { own, ignored: [] });
  };
  await node.get(RoomLog, { strict: false }).append(draft(rooms[1]!, boris.id, 'kazan'));
  let before!: Awaited<ReturnType<typeof beside>>;
  const statements = await askedOf(node, async () => (before = await beside()));
  for (let n = 0; n < 10; n++) {
    const roomId = await addRoom(node.database, `kazan ${n}`, { access: 'private', members: [boris] });
    await Promise.all(
      Array.from({ length: 30 }, () =>
        node.get(RoomLog, { strict: false }).append(draft(roomId, boris.id, 'kazan kazan')),
      ),
    );
  }
  let after!: Awaited<ReturnType<typeof beside>>;
  const later = await askedOf(node, async () => (after = await beside()));
  expect(after).toEqual(before);
  expect(later).toEqual(statements);
});
