/** The corpus, by the search with its index: half of it is indexed, half is read beyond it. And what filters find. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { CatchUpRepository } from '../../src/server/messages/log/catch-up.repository.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { formatted } from '../../src/server/messages/formatted.js';
import { Pins } from '../../src/server/messages/pins/pins.service.js';
import { SavedMessages } from '../../src/server/messages/saved/saved.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Indexer } from '../../src/server/search/index/indexer.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { queryLength, searchWanted } from '../../src/shared/search.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { statementsOf } from '../support/statements.js';
import { messages } from './corpus-messages.js';
import { namesFound, queries } from './corpus.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let others: Record<'stranger' | 'removed' | 'administrator', SignedInUser>;
let room: number;
let elsewhere: number;
const nameOf = new Map<number, string>();

beforeAll(async () => {
  node = await startServices();
  // What is indexed when is decided here.
  await node.get(LogFollowers, { strict: false }).onModuleDestroy();
  anna = await addUser(node.database, 'anna');
  boris = await addUser(node.database, 'boris');
  others = {
    stranger: await addUser(node.database, 'stranger'),
    removed: await addUser(node.database, 'removed'),
    administrator: await addUser(node.database, 'adam', 'admin'),
  };
  room = await addRoom(node.database, 'Общий чат', {
    members: [anna, boris, others.removed],
    access: 'private',
  });
  elsewhere = await addRoom(node.database, 'elsewhere', { members: [boris, ...Object.values(others)] });
  const log = node.get(RoomLog, { strict: false });
  for (const [name, text] of messages) {
    const { id } = await log.append({ ...draft(room, boris.id, text), html: formatted(text, new Map()) });
    nameOf.set(id, name);
  }
  await log.append(draft(elsewhere, boris.id, 'release notes for those elsewhere'));
  await node.get(Departures, { strict: false }).depart(room, others.removed.id);
  const indexer = node.get(Indexer, { strict: false });
  await node
    .get(CatchUpRepository, { strict: false })
    .catchUp(
      indexer.name,
      [room],
      (some, ask) => indexer.process(some, ask),
      Math.floor(messages.length / 2),
    );
}, 60_000);
afterAll(() => node.close());

const ask = (
  me: SignedInUser,
  q: string,
  wanted: { cursor?: string; zone?: string; language?: string } = {},
) =>
  node
    .get(SearchService, { strict: false })
    .search(me, { ...wanted, ...searchWanted.parse({ q, limit: 50, cursor: wanted.cursor }) });

/** In the order of the corpus, which is that of the room. */
async function found(me: SignedInUser, q: string): Promise<string[]> {
  const names: string[] = [];
  for (let page = await ask(me, q); ; page = await ask(me, q, { cursor: page.next })) {
    names.unshift(...page.hits.map(({ message }) => nameOf.get(message.id) ?? 'elsewhere').reverse());
    if (!page.next) return names;
  }
}

test('a member finds exactly what the corpus says', async () => {
  for (const [q, expected] of queries)
    expect([q, ...(await found(anna, q))]).toEqual([q, ...namesFound(expected)]);
}, 60_000);

describe.each(['stranger', 'removed', 'administrator'] as const)('Nobody else: the %s', (who) => {
  test('finds what is in rooms of their own, and no number more', async () => {
    for (const [q] of queries.filter((_, index) => index % 5 === 0)) {
      const { hits, rooms, total } = await ask(others[who], q);
      expect([q, ...hits.filter(({ message }) => message.roomId !== elsewhere)]).toEqual([q]);
      expect(rooms.filter((each) => each.room.id !== elsewhere)).toEqual([]);
      expect(total).toBeLessThanOrEqual(1);
    }
    expect(await found(others[who], 'release')).toEqual(['elsewhere']);
  });

  test('is told of the room as of none', async () => {
    const [of, none] = await Promise.all([
      ask(others[who], 'in:"Общий чат"'),
      ask(others[who], 'in:"Общий бар"'),
    ]);
    expect(of.hits).toEqual([]);
    expect(of.notes).toEqual(none.notes.map((note) => note.replace('бар', 'чат')));
  });
});

describe('Filters', () => {
  test.each([
    ['from:boris release', ['candidate', 'released', 'md']],
    ['from:@Boris in:"общий чат" release', ['candidate', 'released', 'md']],
    ['from:me release', []],
    ['-from:boris', []],
    ['release -from:me', ['candidate', 'released', 'md']],
    ['release in:elsewhere', []],
    ['release -in:elsewhere', ['candidate', 'released', 'md']],
    ['от:boris в:"Общий чат" релиз', ['релиз', 'релизы', 'релизом']],
    ['release on:today', ['candidate', 'released', 'md']],
    ['release before:today', []],
    ['release after:yesterday', ['candidate', 'released', 'md']],
    ['has:code', ['code']],
    ['has:link example', ['link']],
    ['is:answer', []],
    ['to:me', []],
  ])('%s', async (q, names) => {
    expect(await found(anna, q)).toEqual(names);
  });

  test('is:pinned and is:saved, one person’s own', async () => {
    const [saved, pinned] = [...nameOf]
      .filter(([, name]) => name === 'cat' || name === 'cats')
      .map(([id]) => id);
    await node.get(SavedMessages, { strict: false }).save(anna, saved!, {});
    await node.database.query(
      'update messages set pinned_in = room_id, pinned_at = now(), pinned_by = $2 where id = $1',
      [pinned!, boris.id],
    );
    expect(await node.get(Pins, { strict: false }).own(boris)).toHaveProperty('size', 1);
    expect(await found(anna, 'is:saved')).toEqual(['cat']);
    expect(await found(anna, 'is:pinned')).toEqual(['cats']);
    expect(await found(anna, 'cat -is:pinned')).toEqual(['cat', 'concat']);
    expect(await found(boris, 'is:saved')).toEqual([]);
    const asking = async (q: string) =>
      (await statementsOf(() => found(anna, q))).filter((text) => /pinned_in = own|from saved/.test(text))
        .length;
    const once = await asking('is:pinned -is:saved');
    expect(once).toBeGreaterThan(1);
    expect(await asking('is:pinned -is:saved '.repeat(10))).toBe(once);
  });

  test('what nobody understands finds nothing, and is said in the language of the reader', async () => {
    const { hits, notes } = await ask(anna, 'from:nobody has:soul before:soon', { language: 'ru' });
    expect(hits).toEqual([]);
    expect(notes).toContain('Здесь никого не зовут «nobody». Проверьте, как пишется имя.');
    expect(notes).toHaveLength(5);
  });
});

test('what asks for nothing finds nothing; what is no text, or too long, is refused', async () => {
  for (const q of ['', '   ', '-', '- -', '""', '\u0301', '\u200b'])
    expect((await ask(anna, q)).hits).toEqual([]);
  for (const q of ['a\0b', '\ud800', 'x'.repeat(queryLength + 1)])
    expect(searchWanted.safeParse({ q }).success).toBe(false);
});
