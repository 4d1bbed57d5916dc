/** People who talk while others send files: each on a line of its own, and all as fast as the server takes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendingResult } from '../generator/sending.js';
import { type Bench, shown } from '../lab/bench.js';
import { Generator } from '../lab/generator.js';
import { type Cost, measured, untilCalm } from '../lab/measure.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import type { Samovar } from '../lab/samovar.js';

export interface Talk {
  /** Each circumstance so often, by turns: what else the machine does comes to all of them. */
  rounds: number;
  /** Who talk, and their messages a second in all. */
  people: number;
  rate: number;
  seconds: number;
  /** How many send at once, each one file after the other; bytes, and bytes a second of each one's line. */
  uploads: number;
  size: number;
  line: number;
}

export const circumstances = ['nobody sends', 'each on a line', 'as fast as it goes'] as const;

export interface Talked {
  circumstance: (typeof circumstances)[number];
  result: SendingResult;
  cost: Cost;
  /** Bytes that were sent meanwhile. */
  bytes: number;
}

const crowd = 'talkers';

export async function talk(bench: Bench, samovar: Samovar, plan: Talk): Promise<Talked[]> {
  const people = await signInPeople(samovar, plan.people);
  const senders = await signInPeople(samovar, plan.uploads);
  const [room] = await addRooms(samovar, ['talk'], [...people, ...senders]);
  await analysePeople(samovar);
  const entering = people.map(({ cookie }) => ({ cookie, rooms: ['talk'] }));
  const { failed } = await bench.generator.run('enter', {
    crowd,
    url: samovar.url,
    people: entering,
    atOnce: 50,
  });
  if (failed > 0) throw new Error(`${failed} of the talkers could not enter.`);
  // Cold code belongs to nobody's figures.
  const warmUp = Math.min(5, plan.seconds);
  await bench.generator.run('steadily', { crowd, senders: plan.people, rate: plan.rate, seconds: warmUp });
  // Not the process that measures the answers.
  const sending = Generator.start();
  const results: Talked[] = [];
  const turns = Array.from({ length: plan.rounds }, () => circumstances).flat();
  for (const circumstance of turns) {
    const uploads = senders.map(({ cookie }) => ({
      url: samovar.url,
      size: plan.size,
      by: { cookie, room: room!, part: plan.size },
      ...(circumstance === 'each on a line' && { bytesPerSecond: plan.line }),
    }));
    await untilCalm(samovar);
    results.push(await talkOnce(bench, samovar, plan, { circumstance, sending, uploads }));
  }
  sending.stop();
  await bench.generator.run('leave', { crowd });
  return results;
}

type Uploads = Parameters<typeof Generator.prototype.run<'keepSending'>>[1]['uploads'];

async function talkOnce(
  { generator, say }: Bench,
  samovar: Samovar,
  { people, rate, seconds, size, line }: Talk,
  { circumstance, sending, uploads }: { sending: Generator; uploads: Uploads } & Pick<Talked, 'circumstance'>,
): Promise<Talked> {
  // All of them send before it is measured.
  const apart = circumstance === 'each on a line' ? size / line : 0;
  const sendAll = () => sending.run('keepSending', { uploads, apart, seconds: apart + seconds });
  const { result: turn, cost } = await measured(samovar, async () => {
    const sent = circumstance === 'nobody sends' ? [] : sendAll();
    await sleep(apart * 1_000);
    const result = await generator.run('steadily', { crowd, senders: people, rate, seconds });
    return { result, bytes: (await sent).reduce((sum, { bytes }) => sum + bytes, 0) };
  });
  const { result, bytes } = turn;
  const { p50, p99 } = result.acknowledgement;
  say(
    `${circumstance}: acknowledged p50 ${shown(p50)} ms, p99 ${shown(p99)} ms; ${shown(bytes / 1e6 / cost.seconds)} MB/s of files`,
  );
  return { circumstance, result, cost, bytes };
}
