/** What all attacks have in common: a small crowd that talks on, and a look at what the server has to bear meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import { residentMemory } from '../processes.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import type { World } from '../world.js';

/** A scenario of this name; `inflict` complains of what the attacker got. */
export function attack(
  name: string,
  says: string,
  inflict: (stage: Stage) => Promise<void>,
  isLimited = false,
): Scenario {
  return {
    name,
    says,
    rate: 20,
    crowd: { rooms: 4, people: 12 },
    healWithin: 10_000,
    presenceWithin: 5_000,
    isLimited,
    async inflict(stage) {
      await inflict(stage);
      // What is refused at once leaves nobody the time to notice anything.
      await sleep(2_000);
    },
    struck: ({ written }) => written > 20,
  };
}

/** Milliseconds that a stranger's question may take while somebody attacks: P10 says 5 s for everybody, this is for who waits beside. */
const patience = 3_000;

export interface Burden {
  /** Bytes above what it was before. */
  growth: number;
  /** The slowest of a stranger's questions meanwhile, in milliseconds. */
  slowest: number;
}

/** What the server bears while `work` goes on. */
export async function burdenOf(world: World, work: () => Promise<unknown>): Promise<Burden> {
  const before = residentMemory(world.server.pid);
  const burden = { growth: 0, slowest: 0 };
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(100)) {
      const asked = Date.now();
      await fetch(`http://127.0.0.1:${world.server.port}/health/live`, {
        signal: AbortSignal.timeout(60_000),
      }).then(
        (response) => response.text(),
        () => undefined,
      );
      burden.slowest = Math.max(burden.slowest, Date.now() - asked);
      burden.growth = Math.max(burden.growth, residentMemory(world.server.pid) - before);
    }
  })();
  await work();
  isOver = true;
  await watching;
  return burden;
}

/** Says what was measured, and complains of what is too much; memory in bytes. */
export function judgeBurden(
  { complaints, remarks }: Stage,
  what: string,
  burden: Burden,
  memory: number,
): void {
  const { growth, slowest } = burden;
  const told = `${what}: the server grew by ${Math.round(growth / 1e6)} MB, others waited for ${slowest} ms`;
  remarks.push(told);
  if (growth > memory || slowest > patience) complaints.push(told);
}
