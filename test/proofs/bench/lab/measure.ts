import { setTimeout as sleep } from 'node:timers/promises';
import { machineCpu } from './processes.js';

/** Something whose CPU time can be read. */
export interface Site {
  /** CPU seconds so far. */
  cpu(): { server: number; postgres: number };
}

/** What some work cost, in CPU seconds; `machine` is everything that ran here meanwhile, strangers included. */
export interface Cost {
  seconds: number;
  server: number;
  postgres: number;
  machine: number;
}

/** Does the work and says what it cost. */
export async function measured<Result>(
  site: Site,
  work: () => Promise<Result>,
): Promise<{ result: Result; cost: Cost }> {
  const [before, machineBefore, start] = [site.cpu(), machineCpu(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - start) / 1_000;
  const after = site.cpu();
  return {
    result,
    cost: {
      seconds,
      server: after.server - before.server,
      postgres: after.postgres - before.postgres,
      machine: machineCpu() - machineBefore,
    },
  };
}

/** Waits until nothing is left of what was asked of it: it would be paid for by whoever is measured next on its core. */
export async function untilCalm(site: Site): Promise<void> {
  for (let left = mostLooks; left > 0; left--) {
    const { cost } = await measured(site, () => sleep(lookTime));
    if ((cost.server + cost.postgres) / cost.seconds < calm) return;
  }
}

/** Milliseconds, and a share of one core: heartbeats of thousands are less. */
const lookTime = 250;
const calm = 0.15;
const mostLooks = 40;
