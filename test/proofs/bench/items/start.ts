/** From the command to the first page, with an empty data folder and with one that is there; and what it takes at rest. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../../../src/server/config/project-root.js';
import { type Item, median, nothingSent, shown } from '../lab/bench.js';
import { discardFolder } from '../lab/child.js';
import { lowerIsBetter } from '../lab/figures.js';
import { residentOfTree } from '../lab/processes.js';
import { type Data, newData, readPostmaster, runServer } from '../lab/samovar.js';

const plans = {
  full: { rounds: 5, calm: 20 },
  quick: { rounds: 1, calm: 3 },
  tiny: { rounds: 1, calm: 1 },
};

/** Seconds, seconds, and MB of which no more may come. */
const aims = { cold: { must: 1.8, wish: 1.5 }, warm: { must: 1, wish: 0.8 }, resting: { must: 105 } };

export const start: Item = {
  name: 'start',
  title: 'Start',
  // A person waits for it on the machine they have.
  takesAllCores: true,
  async run({ scale, say }) {
    const { rounds, calm } = plans[scale];
    const cold: number[] = [];
    const warm: number[] = [];
    let memory = { app: 0, postgres: 0 };
    for (let round = 0; round < rounds; round++) {
      const data = newData();
      const first = await startOnce(data);
      cold.push(first.seconds);
      await first.server.stop();
      const second = await startOnce(data);
      warm.push(second.seconds);
      say(`cold ${shown(first.seconds)} s, warm ${shown(second.seconds)} s`);
      if (round === rounds - 1) memory = await restingMemory(second.server.pid, data.folder, calm);
      await second.server.stop();
      discardFolder(data.folder);
    }
    const total = memory.app + memory.postgres;
    return {
      tables: [
        {
          title: `Seconds to the first page, the median of ${rounds}; resident MB after ${calm} s at rest, shared memory counted once`,
          head: ['cold', 'warm', 'app MB', 'PostgreSQL MB', 'in all'],
          rows: [[median(cold), median(warm), memory.app, memory.postgres, total].map(shown)],
        },
      ],
      figures: [
        lowerIsBetter('start to the first page, empty folder', median(cold), 's', aims.cold),
        lowerIsBetter('start to the first page, existing folder', median(warm), 's', aims.warm),
        lowerIsBetter('resident at rest, with PostgreSQL', total, 'MB', aims.resting),
      ],
      ...nothingSent,
      data: { cold, warm, memory },
    };
  },
};

async function startOnce(data: Data) {
  const begin = performance.now();
  const server = await runServer(data, join(projectRoot, 'bin', 'start.mjs'));
  const response = await fetch(`${server.match[1]}/login`);
  await response.text();
  if (!response.ok) throw new Error(`The first page answered ${response.status}.`);
  return { server, seconds: (performance.now() - begin) / 1_000 };
}

/** MB of the server, and of PostgreSQL with the process that watches over it. */
async function restingMemory(pid: number, folder: string, calm: number) {
  await sleep(calm * 1_000);
  const all = residentOfTree(pid);
  const postgres = residentOfTree(readPostmaster(folder).pid);
  return { app: (all - postgres) / 1_024, postgres: postgres / 1_024 };
}
