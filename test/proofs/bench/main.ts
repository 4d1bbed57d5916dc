/** `npm run bench`: runs the items one after the other, then prints what was measured beside what is to be reached. */
import { existsSync, writeFileSync } from 'node:fs';
import { fanOut } from './items/fan-out.js';
import { files } from './items/files.js';
import { idle } from './items/idle.js';
import { joins } from './items/joins.js';
import { lobby } from './items/lobby.js';
import { office } from './items/office.js';
import { pages } from './items/pages.js';
import { reading } from './items/reading.js';
import { manyRooms } from './items/rooms.js';
import { search } from './items/search.js';
import { start } from './items/start.js';
import { writes } from './items/writes.js';
import type { Item } from './lab/bench.js';
import { cleanUp } from './lab/child.js';
import { sayCores } from './lab/cores.js';
import { Generator } from './lab/generator.js';
import { Strangers } from './lab/strangers.js';
import { profileServers } from './lab/samovar.js';
import { compareRuns, readRun } from './compare.js';
import { describeMachine } from './machine.js';
import { type Options, parseOptions } from './options.js';
import { type Finished, printComparison, printReport } from './report.js';

const items: Item[] = [
  fanOut,
  manyRooms,
  writes,
  joins,
  idle,
  reading,
  pages,
  lobby,
  search,
  files,
  start,
  office,
];

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(130)));

try {
  await bench(
    parseOptions(
      process.argv.slice(2),
      items.map(({ name }) => name),
    ),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

async function bench({ only, scale, json, compare, profile }: Options): Promise<void> {
  if (!existsSync('/proc/self/stat'))
    throw new Error('The bench reads CPU time out of /proc: run it on Linux.');
  if (profile !== undefined) profileServers(profile);
  // Before half an hour has passed for nothing.
  const older = compare === undefined ? undefined : readRun(compare);
  const machine = describeMachine(scale);
  console.log(`${sayCores(machine.held)}.`);
  const finished: Finished[] = [];
  for (const item of items) {
    if (only.length > 0 && !only.includes(item.name)) continue;
    finished.push(await runItem(item, scale));
    // After each item, so that a run that is ended early has not been for nothing.
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, items: finished }, null, 2)}\n`);
  }
  printReport(machine, finished);
  if (older) printComparison(compareRuns(older, { machine, items: finished }));
}

async function runItem(item: Item, scale: Options['scale']): Promise<Finished> {
  const start = performance.now();
  console.log(`${item.title}…`);
  const generator = Generator.start(item);
  const say = (line: string) =>
    console.log(`  ${((performance.now() - start) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const strangers = new Strangers();
  const report = await item.run({ generator, scale, say });
  const busyElsewhere = strangers.share();
  generator.stop();
  const seconds = (performance.now() - start) / 1_000;
  return { name: item.name, title: item.title, seconds, busyElsewhere, ...report };
}
