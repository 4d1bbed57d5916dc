/** From the command to the first page, with an empty data folder and with one that is there; and what it takes at rest. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../../../src/server/config/project-root.js';
import { atMost, figure, type Item, median } from '../lab/bench.js';
import { discardFolder, temporaryFolder } from '../lab/child.js';
import { residentOfTree } from '../lab/processes.js';
import { readPostmaster, runServer } from '../lab/samovar.js';

const plans = {
  full: { rounds: 5, calm: 20 },
  quick: { rounds: 1, calm: 3 },
  tiny: { rounds: 1, calm: 1 },
};
const secret = 'only for the time of this measurement';

export const start: Item = {
  name: 'start',
  title: 'Start',
  async run({ scale, say }) {
    const { rounds, calm } = plans[scale];
    const cold: number[] = [];
    const warm: number[] = [];
    let memory = { app: 0, postgres: 0 };
    for (let round = 0; round < rounds; round++) {
      const folder = temporaryFolder();
      const first = await startOnce(folder);
      cold.push(first.seconds);
      await first.server.stop();
      const second = await startOnce(folder);
      warm.push(second.seconds);
      say(`cold ${figure(first.seconds)} s, warm ${figure(second.seconds)} s`);
      if (round === rounds - 1) memory = await restingMemory(second.server.pid, folder, calm);
      await second.server.stop();
      discardFolder(folder);
    }
    const total = memory.app + memory.postgres;
    return {
      tables: [
        {
          title: `Seconds to the first page, the median of ${rounds}; resident MB after ${calm} s at rest, shared memory counted once`,
          head: ['cold', 'warm', 'app MB', 'PostgreSQL MB', 'in all'],
          rows: [[median(cold), median(warm), memory.app, memory.postgres, total].map(figure)],
        },
      ],
      verdicts: [
        atMost(3, median(cold), 'cold start to the first page', 's'),
        atMost(200, total, 'resident at rest, app and PostgreSQL', 'MB'),
      ],
      lost: 0,
      duplicates: 0,
      data: { cold, warm, memory },
    };
  },
};

async function startOnce(folder: string) {
  const begin = performance.now();
  const server = await runServer(folder, secret, join(projectRoot, 'bin', 'start.mjs'));
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
