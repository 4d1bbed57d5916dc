/** From times to places in a room and back: exact at the edges, of 5 million messages as of five, and only for who may read. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Dates } from '../../../src/server/messages/reading/dates.service.js';
import { DatesRepository } from '../../../src/server/messages/reading/dates.repository.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { flatten, type PlanNode } from '../../support/plan-nodes.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let roomId: number;

/** Written in this order; two in the same moment. */
const written = [
  '2024-02-28T23:59:59.999Z',
  '2024-03-01T00:00:00.000Z',
  '2024-03-01T00:00:00.000Z',
  '2024-03-01T12:00:00.000Z',
  '2024-03-04T08:00:00.000Z',
];

beforeAll(async () => {
  node = await startServices();
  [anna, boris] = [await addUser(node.database, 'anna'), await addUser(node.database, 'boris')];
  roomId = await addRoom(node.database, 'archive', { access: 'private', members: [anna] });
  await fill(roomId, written);
});

afterAll(() => node.close());

async function fill(room: number, times: string[]): Promise<void> {
  await node.database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', 'message ' || n, given.at
     from unnest($3::timestamptz[]) with ordinality given(at, n)`,
    [room, anna.id, times],
  );
  await node.database.query('update rooms set last_seq = $2, rev = $2 where id = $1', [room, times.length]);
}

const firstsSince = async (...moments: string[]) => {
  const since = moments.map((moment) => new Date(moment));
  return (await node.get(Dates).of(anna, { roomId, of: [], since })).firsts;
};

test('the first message from a moment on, the moment itself included; none after the last', async () => {
  const asked = [
    ['1970-01-01T00:00:00Z', 1],
    ['2024-02-28T23:59:59.999Z', 1],
    ['2024-02-29T00:00:00Z', 2],
    ['2024-03-01T00:00:00Z', 2],
    ['2024-03-01T00:00:00.001Z', 4],
    ['2024-03-02T00:00:00Z', 5],
    ['2024-03-04T08:00:00Z', 5],
    ['2024-03-04T08:00:00.001Z', null],
    ['9999-12-31T00:00:00Z', null],
  ] as const;
  expect(await firstsSince(...asked.map(([moment]) => moment))).toEqual(asked.map(([, first]) => first));
  // In the order in which they were asked.
  expect(await firstsSince('2024-03-02T00:00:00Z', '1970-01-01T00:00:00Z')).toEqual([5, 1]);
});

test('a message that was deleted keeps its place and its time', async () => {
  await node.database.query(
    'update messages set deleted_at = now(), deleted_by = $2, text = null, html = null where room_id = $1 and seq = 4',
    [roomId, anna.id],
  );
  expect(await firstsSince('2024-03-01T12:00:00Z')).toEqual([4]);
});

test('when messages were written; of places that there are not nothing is said', async () => {
  const of = await node.get(Dates).of(anna, { roomId, of: [5, 1, 0, 6, 2 ** 40], since: [] });
  expect(of).toEqual({
    lastSeq: 5,
    written: [
      { seq: 1, createdAt: written[0] },
      { seq: 5, createdAt: written[4] },
    ],
    firsts: [],
  });
});

test('history begins at a time, and says whether there is more on either side', async () => {
  const page = async (since: string) => {
    const request = { roomId, since: new Date(since), limit: 2 };
    const { messages, hasBefore, hasAfter } = await node.get(MessagesService).history(anna, request);
    return [messages.map(({ seq }) => seq), hasBefore, hasAfter];
  };
  expect(await page('2020-01-01T00:00:00Z')).toEqual([[1, 2], false, true]);
  expect(await page('2024-03-01T00:00:00Z')).toEqual([[2, 3], true, true]);
  expect(await page('2024-03-02T00:00:00Z')).toEqual([[5], true, false]);
  expect(await page('2025-01-01T00:00:00Z')).toEqual([[], true, false]);
});

test('an empty room has no times', async () => {
  const empty = await addRoom(node.database, 'empty');
  const since = [new Date(0)];
  expect(await node.get(Dates).of(anna, { roomId: empty, of: [1], since })).toEqual({
    lastSeq: 0,
    written: [],
    firsts: [null],
  });
});

test('nobody learns of times in a room that is not open to them', async () => {
  const dates = node.get(Dates);
  const since = [new Date(0)];
  expect(await codeOf(dates.of(boris, { roomId, of: [1], since }))).toBe('not_found');
  expect(await codeOf(dates.of(boris, { roomId: 2 ** 40, of: [1], since }))).toBe('not_found');
});

/** What one question looked at, in a room that says to be so long; of its messages there are only every thousandth and those around. */
async function looksOfMessages(length: number): Promise<{ looks: number; indexes: string[] }> {
  const long = await addRoom(node.database, `room of ${length}`, { members: [anna] });
  await node.database.query('update rooms set last_seq = $2, rev = $2 where id = $1', [long, length]);
  await node.database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', '', '2024-01-01'::timestamptz + make_interval(secs => n)
     from (select generate_series(1, least($3::int, 2000)) union select generate_series(1, $3::int, 1000)) seqs(n)`,
    [long, anna.id, length],
  );
  const statements: { text: string; values: unknown[] }[] = [];
  const repository = new DatesRepository({
    query: (text: string, values: unknown[]) => (statements.push({ text, values }), Promise.resolve([])),
  } as never);
  await repository.find({ id: anna.id, inspects: false }, long, [], [new Date('2024-01-01T00:10:00Z')]);
  const [{ text, values }] = statements as [(typeof statements)[0]];
  await node.database.query('set enable_seqscan = off');
  const [row] = await node.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${text}`,
    values,
  );
  const ofMessages = flatten(row!['QUERY PLAN'][0].Plan).filter(
    (each) => each['Relation Name'] === 'messages' && each['Actual Loops'] > 0,
  );
  return {
    looks: ofMessages.reduce((sum, each) => sum + each['Actual Loops'], 0),
    indexes: ofMessages.map((each) => each['Index Name']!),
  };
}

test('5 million messages take 23 looks into the index of the log, and 500 take 9', async () => {
  const short = await looksOfMessages(500);
  const long = await looksOfMessages(5_000_000);
  expect(short.looks).toBeGreaterThan(5);
  expect(short.looks).toBeLessThanOrEqual(10);
  expect(long.looks).toBeLessThanOrEqual(24);
  expect(new Set([...short.indexes, ...long.indexes])).toEqual(new Set(['messages_room_seq']));
});
