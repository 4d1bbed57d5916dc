/** How the database finds what a connect and join asks for, where its statistics say that there is nothing in any table. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { SessionsRepository } from '../../src/server/auth/sessions/sessions.repository.js';
import { JoiningService } from '../../src/server/joining/joining.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';
import { askedOf } from '../support/statements.js';
import { Stream } from './stream.js';
import { flatten, type PlanNode } from '../support/plan-nodes.js';

let node: TestServices;
let anna: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  await node.database.query('analyze');
  anna = await addUser(node.database, 'anna');
  await fillRoom(node.database, await addRoom(node.database, 'hall'), anna.id, 60);
});
afterAll(() => node.close());

test('each row that is looked up is found by the key that it is looked up by', async () => {
  const asked = await askedOf(node, async () => {
    await node.get(SessionsRepository, { strict: false }).findLive('of nobody');
    const stream = new Stream(anna);
    await node.get(JoiningService).open(stream);
    await node.get(JoiningService).join(stream, { room: 'hall' });
  });
  const texts = asked
    .map(({ text }) => text)
    .filter((text) => /given\.number|asked\.number|m\.seq, m\.rev/.test(text));
  expect(texts).toHaveLength(6);
  const client = new Client({ connectionString: node.database.url });
  await client.connect();
  await client.query('set enable_seqscan = off');
  const indexes = new Set<string>();
  for (const text of texts) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (generic_plan, format json) ${text}`,
    );
    const looks = flatten(rows[0]!['QUERY PLAN'][0].Plan).filter(
      (each) => each['Relation Name'] && each['Node Type'] !== 'ModifyTable',
    );
    expect(looks.length).toBeGreaterThan(0);
    for (const look of looks) {
      expect(look).toMatchObject({ 'Index Cond': expect.any(String) });
      indexes.add(look['Index Name']!);
    }
  }
  await client.end();
  // Those of memberships have the same two columns; a message that is answered is found by its id.
  expect([...indexes].filter((name) => !name.startsWith('memberships_')).sort()).toEqual([
    'absentees_pkey',
    'emoji_name_key',
    'files_pkey',
    // Nothing that they write is unread.
    'ignored_pkey',
    'kept_names_pkey',
    'messages_pkey',
    'messages_room_seq',
    'messages_thread',
    'people_changes_pkey',
    'reactions_first',
    'room_bans_pkey',
    'rooms_name_key_key',
    'rooms_pkey',
    'sessions_pkey',
    'settings_pkey',
    'users_pkey',
  ]);
});
