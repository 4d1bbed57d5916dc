/** The people of a room: who is here, then the others by when they were; found by part of a name; and who one person is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { RoomPeople } from '../../src/server/presence/room-people.service.js';
import { PersonCards } from '../../src/server/rooms/person-cards.service.js';
import { addRoom, addUser } from '../support/factories.js';
import { statementsOf } from '../support/statements.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

describe('The people of a room', () => {
  let node: TestServices;
  let people: RoomPeople;
  let anna: SignedInUser;
  let boris: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    people = node.get(RoomPeople);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris', 'admin');
  });

  afterAll(() => node.close());

  const wereHere = (user: { id: number }, ago: string) =>
    node.database.query(
      `insert into last_here values ($1, now() - $2::interval) on conflict (user_id) do update set at = excluded.at`,
      [user.id, ago],
    );
  const come = (user: SignedInUser) => node.get(PresenceService).came({ id: `of ${user.id}`, user });
  const named = (...names: string[]) => Promise.all(names.map((name) => addUser(node.database, name)));
  const listed = async (roomId: number, wanted: { query?: string; after?: string; limit?: number } = {}) => {
    const page = await people.list(anna, roomId, { limit: 50, ...wanted });
    return { ...page, names: page.members.map(({ username }) => username) };
  };

  test('stand in the order of who is here, by name, and then of who was here last', async () => {
    const [zoe, yuri, olga, lewis] = await named('zoe', 'yuri', 'Ольга', 'lewis');
    const id = await addRoom(node.database, 'order', { members: [anna, boris, zoe!, yuri!, olga!, lewis!] });
    for (const user of [yuri!, anna]) come(user);
    await wereHere(lewis!, '2 days');
    await wereHere(olga!, '3 minutes');
    const found = await listed(id);
    expect(found.names).toEqual(['anna', 'yuri', 'Ольга', 'lewis', 'zoe', 'boris']);
    expect(found).toMatchObject({ total: 6, here: 2, next: null });
    const [, second, third, , fifth, sixth] = found.members;
    expect(second).toMatchObject({ online: true, member: true, role: 'member' });
    expect(third!.online).toBe(false);
    expect(Date.parse(third!.lastHereAt!)).toBeLessThan(Date.now() - 170_000);
    expect([fifth!.lastHereAt, sixth!.role]).toEqual([null, 'admin']);
  });

  test('whoever only looks is here, and no member', async () => {
    const [guest] = await named('passer-by');
    const id = await addRoom(node.database, 'window', { members: [boris] });
    node.get(PresenceService).entered(id, { id: 'looks', user: guest! });
    const { members, total, here } = await listed(id);
    expect(members.map(({ username, member }) => [username, member])).toEqual([
      ['passer-by', false],
      ['boris', true],
    ]);
    expect([total, here]).toEqual([1, 1]);
  });

  test('are found by the beginning or the middle of a name, in any script and case', async () => {
    const members = await named('tom.ashby', 'Ashley', 'Наташа', 'mesh');
    const id = await addRoom(node.database, 'names', { members });
    come(members[3]!);
    expect((await listed(id, { query: 'ASH' })).names.sort()).toEqual(['Ashley', 'tom.ashby']);
    expect((await listed(id, { query: 'аШ' })).names).toEqual(['Наташа']);
    expect(await listed(id, { query: 'sh' })).toMatchObject({ here: 1, total: 4 });
    expect((await listed(id, { query: 'nobody' })).names).toEqual([]);
  });

  test('of a crowd each is met once on the way through all pages', async () => {
    const rows = await node.database.query<{ id: string; username: string }>(
      `insert into users (username, username_key, password_hash)
       select 'crowd-' || n, 'crowd-' || n, 'none' from generate_series(1, 240) n returning id, username`,
    );
    const crowd = rows.map(({ id, username }) => ({ id: Number(id), username, role: 'member' as const }));
    const id = await addRoom(node.database, 'crowd', { members: crowd });
    for (const user of crowd.slice(0, 70)) come(user);
    // Many in one minute: the page ends among them.
    for (const user of crowd.slice(70, 200)) await wereHere(user, '90 minutes');
    const met: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listed(id, { limit: 20, ...(after !== undefined && { after }) });
      met.push(...page.names);
      if (page.next === null) break;
      after = page.next;
    }
    expect([met.length, new Set(met).size]).toEqual([240, 240]);
    const here = new Set(crowd.slice(0, 70).map(({ username }) => username));
    expect(met.slice(0, 70).every((name) => here.has(name))).toBe(true);
    expect(new Set(met.slice(200))).toEqual(new Set(crowd.slice(200).map(({ username }) => username)));
  });

  test('of a room that everybody comes back to are read a few times for all of them', async () => {
    const id = await addRoom(node.database, 'restart', { members: [anna, boris] });
    const texts = await statementsOf(async () => {
      const pages = await Promise.all(Array.from({ length: 30 }, () => listed(id)));
      expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([2]));
    });
    expect(texts.filter((text) => text.includes('found.minute')).length).toBeLessThanOrEqual(4);
  });

  test('of a room that is not theirs nobody hears of', async () => {
    const closed = await addRoom(node.database, 'closed', { access: 'private', members: [boris] });
    expect(await codeOf(people.list(anna, closed, { limit: 50 }))).toBe('not_found');
    expect((await people.list(boris, closed, { limit: 50 })).members).toHaveLength(1);
  });

  test('whom one can write to is found with the best first, by both names, the disabled left out', async () => {
    const [gone] = await named('an.absent');
    await named('joann', 'an', 'andrei', 'Анна');
    await node.database.query('update users set deactivated_at = now() where id = $1', [gone!.id]);
    const found = async (query: string) =>
      (await people.find(anna, { query, limit: 20 })).people.map(({ username }) => username);
    expect(await found('An')).toEqual(['an', 'andrei', 'anna', 'joann']);
    expect(await found('нн')).toEqual(['Анна']);
    await node.database.query("update users set display_name = 'Ёлка Groß-Reed' where username = 'joann'");
    for (const part of ['ёлка', 'GROSS', 'reed', 'ross-r']) expect(await found(part)).toEqual(['joann']);
    expect(await found('an')).toEqual(['an', 'andrei', 'anna', 'joann']);
  });
});

describe('The card of a person', () => {
  let node: TestServices;
  let cards: PersonCards;

  beforeAll(async () => {
    node = await startServices();
    cards = node.get(PersonCards);
  });

  afterAll(() => node.close());

  test('names the rooms that both are in, and no other', async () => {
    const reader = await addUser(node.database, 'reader');
    const person = await addUser(node.database, 'person', 'admin');
    const both = [reader, person];
    await addRoom(node.database, 'both', { members: both });
    await addRoom(node.database, 'both, behind doors', { access: 'private', members: both });
    await addRoom(node.database, 'their secret', { access: 'private', members: [person] });
    await addRoom(node.database, 'the board', { access: 'admins', members: both });
    await addRoom(node.database, 'open, not joined', { members: [person] });
    const card = await cards.readByName(reader, 'PERSON');
    expect(card.rooms.map(({ name }) => name)).toEqual(['both', 'both, behind doors']);
    expect(card).toMatchObject({
      person: { id: person.id, role: 'admin', online: false },
      hasConversation: false,
    });
    expect(await codeOf(cards.read(reader, 987_654))).toBe('not_found');
    expect(await codeOf(cards.readByName(reader, 'a\0b'))).toBe('not_found');
  });
});
