/** One large file at a time, up and down; the CPU and the memory of whoever takes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transfer } from '../generator/transfers.js';
import type { Baseline, FileServerName } from '../lab/baseline.js';
import { type Bench, shown } from '../lab/bench.js';
import { type Cost, measured, type Site, untilCalm } from '../lab/measure.js';
import { mostResident } from '../lab/memory.js';
import { residentOf, residentOfTree } from '../lab/processes.js';
import type { Samovar } from '../lab/samovar.js';

export interface Load {
  /** Bytes, each. */
  size: number;
  warmUp: number;
  part: number;
  /** Milliseconds between the warm-up and what counts. */
  calm: number;
}

export const ways = [
  'up',
  'up in parts',
  'made ready',
  'made ready of parts',
  'down',
  'down, a range',
] as const;
export type Way = (typeof ways)[number];

export interface Carried {
  system: 'samovar' | FileServerName;
  way: Way;
  bytes: number;
  seconds: number;
  cost: Cost;
  /** Resident more than after the warm-up, at most. */
  grewKb: number;
  generatorLoad: number;
}

interface Carrier extends Site {
  name: Carried['system'];
  resident: () => number;
  restingKb: number;
}

export async function carry(
  bench: Bench,
  samovar: Samovar,
  { size, warmUp, part, calm }: Load,
  by: { cookie: string; room: number },
): Promise<Carried[]> {
  const { generator } = bench;
  const { url } = samovar;
  const { cookie } = by;
  const resident = () => residentOf(samovar.pid);
  const carrier: Carrier = { name: 'samovar', cpu: () => samovar.cpu(), resident, restingKb: Infinity };
  const results: Carried[] = [];
  const pass = async (way: Way, work: () => Promise<Transfer>) => {
    const done = await measure(bench, carrier, way, work);
    if (carrier.restingKb < Infinity) results.push(done.carried);
    return done.transfer.path;
  };
  const sendUp = async (bytes: number, each: number) => {
    const isWhole = each >= bytes;
    const order = [{ url, size: bytes, by: { ...by, part: each } }];
    const path = await pass(
      isWhole ? 'up' : 'up in parts',
      async () => (await generator.run('sendFiles', order))[0]!,
    );
    await pass(isWhole ? 'made ready' : 'made ready of parts', async () => {
      const seconds = await generator.run('awaitFile', { url, path, cookie });
      return { seconds, bytes, path, generatorLoad: 0 };
    });
    return path;
  };
  const takeBoth = async (path: string, bytes: number) => {
    await pass('down', () => generator.run('takeFile', { url, path, cookie }));
    const range = { start: Math.floor(bytes / 4), end: Math.floor(bytes / 2) };
    await pass('down, a range', () => generator.run('takeFile', { url, path, cookie, range }));
  };
  const coldKb = resident();
  await takeBoth(await sendUp(warmUp, Math.ceil(warmUp / 3)), warmUp);
  await takeBoth(await sendUp(warmUp, warmUp), warmUp);
  await sleep(calm);
  carrier.restingKb = resident();
  bench.say(
    `samovar: ${shown(coldKb / 1_024)} MB before its first file, ${shown(carrier.restingKb / 1_024)} MB warmed up`,
  );
  const path = await sendUp(size, size);
  await sendUp(size, part);
  await takeBoth(path, size);
  return results;
}

export async function carryBare(
  bench: Bench,
  { name, server }: { name: FileServerName; server: Baseline },
  { size, warmUp, calm }: Load,
): Promise<Carried[]> {
  const { generator } = bench;
  const { url } = server;
  const resident = () => residentOfTree(server.pid);
  const carrier: Carrier = { name, cpu: () => server.cpu(), resident, restingKb: Infinity };
  const passAll = async (bytes: number): Promise<Carried[]> => {
    const order = [{ url, size: bytes }];
    const up = await measure(bench, carrier, 'up', async () => (await generator.run('sendFiles', order))[0]!);
    const { path } = up.transfer;
    const range = { start: Math.floor(bytes / 4), end: Math.floor(bytes / 2) };
    const down = await measure(bench, carrier, 'down', () => generator.run('takeFile', { url, path }));
    const part = await measure(bench, carrier, 'down, a range', () =>
      generator.run('takeFile', { url, path, range }),
    );
    return [up.carried, down.carried, part.carried];
  };
  await passAll(warmUp);
  await sleep(calm);
  carrier.restingKb = resident();
  return passAll(size);
}

async function measure(
  { say }: Bench,
  carrier: Carrier,
  way: Way,
  work: () => Promise<Transfer>,
): Promise<{ carried: Carried; transfer: Transfer }> {
  const { name, resident, restingKb } = carrier;
  // What it is made of has just come, and work on it has begun.
  if (!way.startsWith('made ready')) await untilCalm(carrier);
  const { result, cost } = await measured(carrier, () => mostResident(resident, work));
  const { bytes, seconds, generatorLoad } = result.result;
  const grewKb = Math.max(0, result.peakKb - restingKb);
  if (restingKb < Infinity)
    say(
      `${name}, ${way}: ${shown(bytes / 1e6 / seconds)} MB/s, ${shown((cost.server * 1e9) / bytes)} s CPU a GB, ` +
        `${shown(grewKb / 1_024)} MB more, generator ${shown(generatorLoad * 100)} %`,
    );
  return {
    carried: { system: name, way, bytes, seconds, cost, grewKb, generatorLoad },
    transfer: result.result,
  };
}
