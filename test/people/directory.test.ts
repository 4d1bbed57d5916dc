/** Everybody, as anybody may look at them: in pages, by name, on a server of 10,000. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { RoomPeople } from '../../src/server/presence/room-people.service.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf } from '../support/statements.js';
import { flatten, type PlanNode } from '../support/plan-nodes.js';

let node: TestServices;
let people: RoomPeople;
let anna: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  people = node.get(RoomPeople);
  anna = await addUser(node.database, 'anna');
  await node.database.query(
    `insert into users (username, username_key, password_hash, display_name, deactivated_at)
     select 'person-' || n, 'person-' || n, 'none', case when n % 3 = 0 then 'Имя ' || n end, case when n % 100 = 7 then now() end
     from generate_series(1, 10000) n`,
  );
  await node.database.query('vacuum analyze users');
}, 60_000);

afterAll(() => node.close());

async function plansOf(action: () => Promise<unknown>): Promise<PlanNode[]> {
  const asked = await askedOf(node, action);
  const plans: PlanNode[] = [];
  for (const { text, values } of asked) {
    const [row] = await node.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${text}`,
      values,
    );
    plans.push(...flatten(row!['QUERY PLAN'][0].Plan));
  }
  return plans;
}

test('a page is a walk along the names, wherever it begins, and reads no more than it shows', async () => {
  const { next } = await people.find(anna, { limit: 50 });
  for (const after of [undefined, next!]) {
    const plans = await plansOf(() => people.find(anna, { after, limit: 50 }));
    const walk = plans.filter((plan) => plan['Index Name'] === 'users_shown');
    expect(walk.map((plan) => plan['Actual Rows'])).toEqual([51]);
    expect(plans.filter((plan) => ['Sort', 'Seq Scan'].includes(plan['Node Type']))).toEqual([]);
  }
});

test('whoever pages to the end has met everybody once, by name', async () => {
  const met: string[] = [];
  let after: number | undefined;
  for (;;) {
    const { people: page, next } = await people.find(anna, { after, limit: 100 });
    met.push(...page.map(({ name }) => name));
    if (next === null) break;
    after = next;
  }
  expect([met.length, new Set(met).size]).toEqual([9901, 9901]);
  expect(met).toEqual([...met].sort(new Intl.Collator('und').compare));
});

test('those who are named so are found in pages too, by either name', async () => {
  const first = await people.find(anna, { query: 'ИМЯ 99', limit: 20 });
  const second = await people.find(anna, { query: 'ИМЯ 99', limit: 20, after: first.next! });
  const found = [...first.people, ...second.people].map(({ name }) => name);
  expect(found.every((name) => name.startsWith('Имя 99'))).toBe(true);
  expect([found.length, new Set(found).size]).toEqual([39, 39]);
  expect((await people.find(anna, { query: 'person-42', limit: 1 })).people[0]!.name).toBe('Имя 42');
});

test('a guest pages among the people of their rooms, and a place that is none of theirs is none', async () => {
  const guest = { ...(await addUser(node.database, 'gast', 'guest')), role: 'guest' as const };
  const boris = await addUser(node.database, 'boris');
  await addRoom(node.database, 'parlour', { access: 'private', members: [guest, boris] });
  const names = async (wanted: { query?: string; after?: number }) =>
    (await people.find(guest, { limit: 20, ...wanted })).people.map(({ username }) => username);
  expect(await names({})).toEqual(['boris', 'gast']);
  expect(await names({ after: boris.id })).toEqual(['gast']);
  expect(await names({ query: 'a' })).toEqual(['gast']);
  for (const after of [anna.id, 987_654]) {
    expect(await names({ after })).toEqual([]);
    expect(await names({ after, query: 's' })).toEqual([]);
  }
});
