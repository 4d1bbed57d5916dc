/** Files: one that is large up and down, beside bare Node.js streams and nginx; and what people who talk notice of many at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Item } from '../lab/bench.js';
import { hasNginx, startFileServer } from '../lab/baseline.js';
import { addRooms, analysePeople, signInPeople } from '../lab/people.js';
import { type Samovar, startSamovar } from '../lab/samovar.js';
import { carry, carryBare, type Carried, type Load } from './files-carried.js';
import { report } from './files-report.js';
import { talk, type Talk } from './files-talk.js';

const mega = 1_000_000;

interface Plan {
  load: Load;
  talk: Talk;
}

const plans: Record<'full' | 'quick' | 'tiny', Plan> = {
  full: {
    load: { size: 2_000 * mega, warmUp: 50 * mega, part: 64 * mega, calm: 5_000 },
    talk: { rounds: 5, people: 50, rate: 100, seconds: 10, uploads: 20, size: 20 * mega, line: 2.5 * mega },
  },
  quick: {
    load: { size: 500 * mega, warmUp: 50 * mega, part: 64 * mega, calm: 3_000 },
    talk: { rounds: 2, people: 50, rate: 100, seconds: 8, uploads: 20, size: 20 * mega, line: 2.5 * mega },
  },
  tiny: {
    load: { size: 8 * mega, warmUp: 2 * mega, part: 3 * mega, calm: 100 },
    talk: { rounds: 1, people: 4, rate: 40, seconds: 0.5, uploads: 2, size: mega, line: 4 * mega },
  },
};

export const files: Item = {
  name: 'files',
  title: 'Files',
  async run(bench) {
    const plan = plans[bench.scale];
    const carried: Carried[] = [];
    const samovar = await startSamovar();
    await allowLargeFiles(samovar);
    const [sender] = await signInPeople(samovar, 1);
    const [room] = await addRooms(samovar, ['files'], [sender!]);
    await analysePeople(samovar);
    carried.push(...(await carry(bench, samovar, plan.load, { cookie: sender!.cookie, room: room! })));
    const talks = await talk(bench, samovar, plan.talk);
    await samovar.stop();
    for (const name of ['node', 'nginx'] as const) {
      if (name === 'nginx' && !hasNginx()) {
        bench.say('NGINX IS NOT HERE, and nothing is measured beside it: apt-get install nginx-light.');
        continue;
      }
      const server = await startFileServer(name);
      carried.push(...(await carryBare(bench, { name, server }, plan.load)));
      await server.stop();
    }
    return report({ carried, talks, plan });
  },
};

/** The server looks at what was changed elsewhere every three seconds. */
async function allowLargeFiles(samovar: Samovar): Promise<void> {
  await samovar.sql(
    `insert into settings (name, value) values ('file_mb', '3000'), ('person_files_mb', '50000')`,
  );
  await sleep(4_000);
}
