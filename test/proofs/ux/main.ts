/** `npm run ux`: what a page weighs and how it feels, measured in a real browser; takes about two minutes. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compareRuns, readRun } from '../bench/compare.js';
import { cleanUp } from '../bench/lab/child.js';
import { type Figure, shownFigure } from '../bench/lab/figures.js';
import { describeMachine } from '../bench/machine.js';
import { printComparison, printTable } from '../bench/report.js';
import { shortfalls, targetTable } from '../bench/targets.js';
import { chatter } from './busy.js';
import { loadGallery } from './gallery.js';
import { marks } from './lighthouse.js';
import { timeSlowly } from './slow.js';
import { setStage, type Stage } from './stage.js';
import { weigh } from './weights.js';

const usage =
  'npm run ux -- [--json <file>] [--compare <older.json>] [--of <another checkout, built>] [--only weigh,…]';

type Part = (stage: Stage, say: (line: string) => void) => Promise<Figure[]>;
const parts: Record<string, Part> = {
  weigh,
  slow: timeSlowly,
  busy: chatter,
  gallery: loadGallery,
  lighthouse: marks,
};

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(130)));

try {
  await measure();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

function options() {
  const string = { type: 'string' } as const;
  try {
    return parseArgs({ options: { json: string, compare: string, of: string, only: string } }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message} ${usage}`, { cause: error });
  }
}

async function measure(): Promise<void> {
  const { json, compare, of, only = Object.keys(parts).join() } = options();
  const older = compare === undefined ? undefined : readRun(compare);
  const machine = describeMachine('full');
  const begin = performance.now();
  const say = (line: string) =>
    console.log(`  ${((performance.now() - begin) / 1_000).toFixed(0).padStart(4)} s  ${line}`);
  const stage = await setStage(of === undefined ? undefined : resolve(of), say);
  const figures: Figure[] = [];
  try {
    for (const name of only.split(',')) {
      const part = parts[name];
      if (!part) throw new Error(`There is nothing called ${name}. ${usage}`);
      figures.push(...(await part(stage, say)));
      say(name);
    }
  } finally {
    await stage.close();
  }
  const run = { machine, items: [{ name: 'ux', figures }] };
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(run, null, 2)}\n`);
  print(figures);
  if (older) printComparison(compareRuns(older, run));
}

function print(figures: Figure[]): void {
  printTable({
    title: 'What was measured',
    head: ['', ''],
    rows: figures.map((figure) => [figure.name, shownFigure(figure)]),
  });
  printTable(targetTable(figures));
  for (const sentence of shortfalls(figures)) console.log(`  ! ${sentence}`);
}
