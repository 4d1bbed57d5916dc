/** Durable writes by the whole path: socket in, right to post, duplicate check, commit, acknowledgement, broadcast to a few. */
import { type Bench, shown, type Item } from '../lab/bench.js';
import { measured } from '../lab/measure.js';
import { addRooms, type SignedIn, signInPeople } from '../lab/people.js';
import type { Samovar } from '../lab/samovar.js';
import { peopleCame, startInState, type State, states } from '../lab/states.js';
import { report, type WritesResult } from './writes-report.js';

const plans = {
  full: { states, senders: [1, 16, 64, 256], rooms: [1, 50], seconds: 6 },
  quick: { states, senders: [1, 64, 256], rooms: [1, 50], seconds: 1 },
  tiny: { states: states.slice(0, 2), senders: [8], rooms: [1, 3], seconds: 0.5 },
};

/** How many look at the rooms; the senders do not. */
const watchers = 4;
const crowds = { crowd: 'senders', watchers: 'watchers' };

export const writes: Item = {
  name: 'writes',
  title: 'Durable writes',
  async run(bench) {
    const results: WritesResult[] = [];
    for (const state of plans[bench.scale].states) {
      const samovar = await startInState(bench, state);
      results.push(...(await runAll(bench, samovar, state)));
      await samovar.stop();
    }
    return report(results);
  },
};

async function runAll(bench: Bench, samovar: Samovar, state: State): Promise<WritesResult[]> {
  const { senders, rooms, seconds } = plans[bench.scale];
  const warmUp = Math.min(1, seconds);
  const people = await signInPeople(samovar, Math.max(...senders));
  const observers = await signInPeople(samovar, watchers);
  const results: WritesResult[] = [];
  const say = (line: string) => bench.say(`database ${state}: ${line}`);
  for (const count of rooms) {
    const addresses = Array.from({ length: count }, (_, index) => `room ${index + 1} of ${count}`);
    const roomIds = await addRooms(samovar, addresses, [...people, ...observers]);
    await peopleCame(samovar, state);
    await enter(bench, samovar, 'senders', people, []);
    await enter(bench, samovar, 'watchers', observers, addresses);
    // Cold code and cold plans belong to nobody's figures.
    await bench.generator.run('loops', { ...crowds, senders: people.length, roomIds, seconds: warmUp });
    for (const each of senders)
      results.push({ state, ...(await runOne({ ...bench, say }, samovar, each, roomIds)) });
    for (const crowd of Object.values(crowds)) await bench.generator.run('leave', { crowd });
  }
  return results;
}

async function enter(
  { generator }: Bench,
  { url }: Samovar,
  crowd: string,
  people: SignedIn[],
  rooms: string[],
): Promise<void> {
  const entering = people.map(({ cookie }) => ({ cookie, rooms }));
  const { failed } = await generator.run('enter', { crowd, url, people: entering, atOnce: 50 });
  if (failed > 0) throw new Error(`${failed} of the ${crowd} could not enter.`);
}

async function runOne(
  { generator, say, scale }: Bench,
  samovar: Samovar,
  senders: number,
  roomIds: number[],
): Promise<Omit<WritesResult, 'state'>> {
  const before = await countStored(samovar, roomIds);
  const { seconds } = plans[scale];
  const { result, cost } = await measured(samovar, () =>
    generator.run('loops', { ...crowds, senders, roomIds, seconds }),
  );
  const stored = (await countStored(samovar, roomIds)) - before;
  say(
    `${senders} senders in ${roomIds.length} rooms: ${shown(result.acknowledged / result.seconds)} messages/s, ` +
      `p50 ${shown(result.acknowledgement.p50)} ms, p99 ${shown(result.acknowledgement.p99)} ms`,
  );
  return {
    senders,
    rooms: roomIds.length,
    result,
    cost,
    notStored: Math.max(0, result.acknowledged - stored),
    unexpected: Math.max(0, stored - result.acknowledged - result.unanswered),
  };
}

/** Messages with a place of their own, of the rooms together. */
async function countStored(samovar: Samovar, roomIds: number[]): Promise<number> {
  const [row] = await samovar.sql<{ count: string }>(
    'select count(distinct (room_id, seq)) from messages where room_id = any($1::bigint[])',
    [roomIds],
  );
  return Number(row!.count);
}
