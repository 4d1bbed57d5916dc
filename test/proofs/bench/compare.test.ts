/** An older run laid beside a newer one, whatever the older one knows. */
import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/server-process.js';
import { compareRuns, readRun, type Run } from './compare.js';
import { type Figure, higherIsBetter, lowerIsBetter } from './lab/figures.js';

const machine = {
  date: 'then',
  cpu: 'a fast one',
  scale: 'full' as const,
  held: { server: 0, generator: 1 },
};
const run = (...figures: Figure[]): Run => ({ machine, items: [{ figures }] });

const rate = (value: number) => higherIsBetter('rate', value, '/s');
const wait = (value: number) => lowerIsBetter('wait', value, 'ms');
const size = (value: number) => lowerIsBetter('size', value, 'kB');

test('what was lost comes first, whichever way is better', () => {
  const { table, remarks } = compareRuns(run(rate(100), wait(2), size(10)), run(wait(1), size(11), rate(50)));
  expect(table.rows).toEqual([
    ['rate', '100 /s', '50 /s', '0.50', 'LOST'],
    ['size', '10 kB', '11 kB', '1.10', ''],
    ['wait', '2 ms', '1 ms', '0.50', 'gained'],
  ]);
  expect(remarks).toEqual([]);
});

test('what only one of them has is left out, and that is said once', () => {
  const older: Run = { machine, items: [{}, { figures: [rate(100), wait(2)] }] };
  const { table, remarks } = compareRuns(older, run(rate(100), size(3), lowerIsBetter('new', 1, 'ms')));
  expect(table.rows.map(([name]) => name)).toEqual(['rate']);
  expect(remarks).toEqual(['Left out: 1 figures that only the older run has, 2 that only this one has.']);
});

test('a name that meant something else is another figure', () => {
  const { table } = compareRuns(run(higherIsBetter('wait', 2, '/s')), run(wait(2)));
  expect(table.rows).toEqual([]);
});

test('nothing then and something now is the greatest loss', () => {
  const { table } = compareRuns(run(rate(9), wait(0), size(0)), run(rate(3), wait(5), size(0)));
  expect(table.rows.map(([name, , , ratio, word]) => [name, ratio, word])).toEqual([
    ['wait', 'Infinity', 'LOST'],
    ['rate', '0.33', 'LOST'],
    ['size', '1.00', ''],
  ]);
});

test('runs of different sizes, machines and cores do not compare, and it says so', () => {
  const quick = { ...machine, cpu: 'a slow one', scale: 'quick' as const };
  const { remarks } = compareRuns({ ...run(), machine: { ...quick, held: undefined } }, run());
  expect(remarks.join()).toMatch(
    /DO NOT COMPARE: that was a quick run.*a slow one.*NOTHING COULD BE HELD.*held to core 0/,
  );
});

test('a file of an earlier bench has no figures, and one of something else is refused with a sentence', () => {
  const folder = temporaryFolder();
  const write = (name: string, content: object) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const old = readRun(write('old.json', { machine, items: [{ name: 'writes', verdicts: [] }] }));
  expect(compareRuns(old, run(rate(1))).table.rows).toEqual([]);
  // What was no number is null in a file.
  const holed = readRun(write('holed.json', run(rate(NaN), wait(1))));
  expect(compareRuns(holed, run(rate(1), wait(1))).table.rows.map(([name]) => name)).toEqual(['wait']);
  expect(() => readRun(write('other.json', { figures: [] }))).toThrow('is no file that --json has written');
});
