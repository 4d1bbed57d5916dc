/** What it costs the database that somebody connects and joins, in statements: alone, and when everybody does at once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SessionsRepository } from '../../src/server/auth/sessions/sessions.repository.js';
import { JoiningService } from '../../src/server/joining/joining.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { gather } from '../support/company.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';
import { statementsOf } from '../support/statements.js';
import { Stream } from './stream.js';

/** What each statement is for, by a part of its text that no other one has. */
const purposes = {
  session: 'unnest($1::text[]) with ordinality given(id, number)',
  'own rooms': 'as rooms\n  from unnest($1::bigint[])',
  place: 'm.user_id is not null as member\n  from',
  admission: 'skip locked',
  standing: 'given.number, \n  r.id',
  page: 'm.seq, m.rev',
  presence: 'insert into presence',
};

/** How many statements an action makes, by purpose; `other` are those that a server makes from time to time, and any new one. */
async function costOf(action: () => Promise<unknown>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of await statementsOf(action)) {
    const [purpose = 'other'] = Object.entries(purposes).find(([, part]) => text.includes(part)) ?? [];
    counts[purpose] = (counts[purpose] ?? 0) + 1;
  }
  return counts;
}

describe('Somebody who connects and joins', () => {
  const company = gather('anna', 'boris');

  test('asks for each thing once, and for nothing that they know or that somebody has read before', async () => {
    const roomId = await addRoom(company.app.database, 'hall');
    const come = (name: string, rev?: number) => async () => {
      await (await company.open(name)).join('hall', rev);
    };
    const again = { session: 1, 'own rooms': 1, place: 1, standing: 1 };
    const { presence, ...ofAnna } = await costOf(come('anna'));
    expect(ofAnna).toMatchObject({ ...again, admission: 1 });
    // Here from the connection on, and in the room from the join on; both at once where a busy machine has them meet, and that somebody
    // before them has gone, where that comes late.
    expect([1, 2, 3]).toContain(presence);
    await fillRoom(company.app.database, roomId, await company.idOf('anna'), 3);
    const first = await costOf(come('boris'));
    expect(first).toMatchObject({ ...again, admission: 1, page: 1 });
    for (const rev of [undefined, 3]) {
      const { other, presence, ...cost } = await costOf(come('boris', rev));
      expect(cost).toEqual(again);
      expect([1, 2, 3]).toContain(presence);
      expect(other ?? 0).toBeLessThan(10);
    }
  });

  test('shares it with the others who come at once', async () => {
    await addRoom(company.app.database, 'storm');
    const { other = 0, ...cost } = await costOf(() =>
      Promise.all(
        Array.from({ length: 30 }, async (_, n) => {
          await (await company.open(n % 2 ? 'anna' : 'boris')).join('storm');
        }),
      ),
    );
    // Each for themselves they would be 180. How they fall into groups is not the same each time.
    expect(Object.values(cost).reduce((sum, count) => sum + count)).toBeLessThan(90);
    expect(other).toBeLessThan(30);
  });
});

describe('Of thirty who ask in one moment', () => {
  let node: TestServices;
  let people: SignedInUser[];
  let joining: JoiningService;

  beforeAll(async () => {
    node = await startServices();
    joining = node.get(JoiningService);
    people = await Promise.all(Array.from({ length: 30 }, (_, n) => addUser(node.database, `person ${n}`)));
  });
  afterAll(() => node.close());

  const joinAll = (room: (n: number) => string, who = people) =>
    Promise.all(who.map((person, n) => codeOf(joining.join(new Stream(person), { room: room(n) }))));

  test('all are let in by one statement of each kind, and read one page', async () => {
    const roomId = await addRoom(node.database, 'forum');
    await fillRoom(node.database, roomId, people[0]!.id, 60);
    const { other, ...cost } = await costOf(async () => {
      expect(await joinAll(() => 'forum')).toEqual(people.map(() => 'granted'));
    });
    expect(cost).toEqual({ place: 1, admission: 1, standing: 1, page: 1 });
    expect(other ?? 0).toBeLessThan(10);
    const [members] = await node.database.query<{ count: number }>(
      'select count(*) from memberships where room_id = $1 and last_read_seq = 60',
      [roomId],
    );
    expect(members!.count).toBe(30);
  });

  test('who is refused is refused alone, each for their own reason', async () => {
    await addRoom(node.database, 'open');
    await addRoom(node.database, 'theirs', { access: 'private', members: [people[5]!] });
    await addRoom(node.database, 'board', { access: 'admins' });
    const reading = { ...people[4]!, scope: 'read' as const };
    const [banned] = people.slice(6);
    await node.database.query('update users set deactivated_at = now() where id = $1', [banned!.id]);
    const rooms = ['theirs', 'board', 'nowhere', '@nobody', 'open', 'theirs', 'open'];
    const outcomes = await joinAll(
      (n) => rooms[n] ?? 'open',
      [...people.slice(0, 4), reading, ...people.slice(5)],
    );
    const first = ['not_found', 'not_found', 'not_found', 'not_found', 'forbidden', 'granted', 'not_found'];
    expect(outcomes).toEqual([...first, ...people.slice(7).map(() => 'granted')]);
    await node.database.query('update users set deactivated_at = null where id = $1', [banned!.id]);
  });

  test('one that the database cannot even read fails alone', async () => {
    await addRoom(node.database, 'robust');
    const broken = { ...people[0]!, id: Number.NaN };
    const outcomes = await joinAll(() => 'robust', [...people.slice(1, 8), broken, ...people.slice(8)]);
    expect(outcomes).toEqual(
      people.map((_, n) => (n === 7 ? expect.not.stringMatching('granted') : 'granted')),
    );
    const sessions = node.get(SessionsRepository, { strict: false });
    const id = 'of somebody';
    await sessions.insert(id, people[1]!.id, '', '');
    const [found, bad, absent] = await Promise.allSettled(
      [id, 'bad \0', 'absent'].map((one) => sessions.findLive(one)),
    );
    expect(found).toMatchObject({ status: 'fulfilled', value: { user: { username: 'person 1' } } });
    expect([bad!.status, absent]).toEqual(['rejected', { status: 'fulfilled', value: null }]);
  });

  test('somebody who is in 2,000 rooms but one gets into one of those that they ask for, and no further', async () => {
    const collector = await addUser(node.database, 'collector');
    await node.database.query(
      `with made as (insert into rooms (name, name_key) select 'shelf ' || n, 'shelf ' || n from generate_series(1, 2002) n returning id)
       insert into memberships (room_id, user_id) select id, $1 from made order by id limit 1999`,
      [collector.id],
    );
    const outcomes = await joinAll((n) => `shelf ${2000 + n}`, [collector, collector, collector]);
    expect(outcomes).toEqual(['granted', 'conflict', 'conflict']);
    const rooms = await node.get(MembershipsService).roomsOf(collector.id);
    expect(rooms).toHaveLength(2_000);
  });

  test('whoever asks after a session has ended is never told what was true before', async () => {
    const sessions = node.get(SessionsRepository, { strict: false });
    await sessions.insert('short', people[2]!.id, '', '');
    const before = sessions.findLive('short');
    await sessions.end('short', 'signed_out');
    expect(await sessions.findLive('short')).toBeNull();
    await before;
  });
});
