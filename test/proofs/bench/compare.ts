/** One run laid beside an older one: what was lost and what was gained. */
import { readFileSync } from 'node:fs';
import { shown, type Table } from './lab/bench.js';
import { sayCores } from './lab/cores.js';
import { type Figure, shownFigure } from './lab/figures.js';
import type { Machine } from './machine.js';

/** What `--json` keeps, as far as it is compared; runs of older benches hold fewer figures, or none. */
export interface Run {
  machine: Partial<Machine>;
  items: { figures?: Figure[] }[];
}

export interface Comparison {
  table: Table;
  /** What a reader has to know of it, most important first. */
  remarks: string[];
}

/** CPU of the same work repeats to about so much. */
const noise = 1.15;

interface Pair {
  then: Figure;
  now: Figure;
}

/** Throws a sentence for what is no run. */
export function readRun(path: string): Run {
  const run = JSON.parse(readFileSync(path, 'utf8')) as Partial<Run>;
  if (!Array.isArray(run.items)) throw new Error(`${path} is no file that --json has written.`);
  return { machine: run.machine ?? {}, items: run.items };
}

export function compareRuns(older: Run, newer: Run): Comparison {
  const [then, now] = [older, newer].map(figuresOf) as [Figure[], Figure[]];
  const pairs = now.flatMap((figure): Pair[] => {
    const same = then.find((other) => isSame(other, figure));
    return same ? [{ then: same, now: figure }] : [];
  });
  pairs.sort((a, b) => lossOf(b) - lossOf(a));
  return {
    table: {
      title: `Beside the run of ${older.machine.date ?? 'an unknown day'}: now ÷ then, the greatest loss first`,
      head: ['', 'then', 'now', 'ratio', ''],
      rows: pairs.map((pair) => [
        pair.now.name,
        shownFigure(pair.then),
        shownFigure(pair.now),
        ratioOf(pair).toFixed(2),
        wordFor(lossOf(pair)),
      ]),
    },
    remarks: [
      ...differences(older.machine, newer.machine),
      ...leftOut(then.length - pairs.length, now.length - pairs.length),
    ],
  };
}

/** Those that are numbers: what could not be measured is null in the JSON. */
const figuresOf = ({ items }: Run): Figure[] =>
  items.flatMap(({ figures = [] }) => figures).filter(({ value }) => Number.isFinite(value));

const isSame = (a: Figure, b: Figure) => a.name === b.name && a.unit === b.unit && a.better === b.better;

const ratioOf = ({ then, now }: Pair): number => (then.value === now.value ? 1 : now.value / then.value);

/** Above 1 where it became worse. */
const lossOf = (pair: Pair): number => (pair.now.better === 'lower' ? ratioOf(pair) : 1 / ratioOf(pair));

function wordFor(loss: number): string {
  if (loss > noise) return 'LOST';
  return loss < 1 / noise ? 'gained' : '';
}

function differences(then: Partial<Machine>, now: Partial<Machine>): string[] {
  const found = [
    then.scale !== now.scale && `that was a ${then.scale} run, this is a ${now.scale} one`,
    then.cpu !== now.cpu && `that was on ${then.cpu}, this is on ${now.cpu}`,
    !then.held !== !now.held && `then: ${sayCores(then.held)}; now: ${sayCores(now.held)}`,
  ].filter((difference) => difference !== false);
  return found.length > 0 ? [`THE TWO DO NOT COMPARE: ${found.join('; ')}.`] : [];
}

function leftOut(then: number, now: number): string[] {
  if (then + now === 0) return [];
  return [
    `Left out: ${shown(then)} figures that only the older run has, ${shown(now)} that only this one has.`,
  ];
}
