/** The bench itself: it runs, counts what it delivered, and loses and doubles nothing. */
import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, temporaryFolder } from '../../support/server-process.js';
import { lowerIsBetter } from './lab/figures.js';
import type { Finished } from './report.js';

interface Run {
  seconds: number;
  acknowledged: number;
  deliveries: number;
  lost: number;
  duplicates: number;
}

/** Every sending run in an item's data, wherever it lies. */
function runsIn(data: unknown): Run[] {
  if (typeof data !== 'object' || data === null) return [];
  if ('acknowledged' in data && 'deliveries' in data) return [data as Run];
  return Object.values(data).flatMap(runsIn);
}

test('fan-out and writes are measured, and everything sent arrives once', async () => {
  const folder = temporaryFolder();
  const [json, older] = [join(folder, 'bench.json'), join(folder, 'older.json')];
  const known = lowerIsBetter(
    '8 senders in one room, database analysed empty: acknowledgement p99',
    1e-6,
    'ms',
  );
  writeFileSync(older, JSON.stringify({ machine: { date: 'long ago' }, items: [{ figures: [known] }] }));
  const { code, stderr, stdout } = await runToEnd([
    'bin/bench.mjs',
    '--tiny',
    '--only=fan-out,writes',
    `--json=${json}`,
    `--compare=${older}`,
  ]);
  expect({ code, stderr: stderr.replaceAll('Stopping…\n', '') }).toEqual({ code: 0, stderr: '' });
  const { machine, items } = JSON.parse(readFileSync(json, 'utf8')) as { machine: object; items: Finished[] };
  expect(Object.keys(machine)).toEqual(expect.arrayContaining(['date', 'cpu', 'cores', 'node', 'postgres']));
  expect(items.map(({ name }) => name)).toEqual(['fan-out', 'writes']);
  for (const { name, data, lost, duplicates } of items) {
    const runs = runsIn(data);
    expect(runs.length).toBeGreaterThanOrEqual(4);
    for (const run of runs) {
      expect(run.seconds).toBeGreaterThan(0);
      expect(run.acknowledged).toBeGreaterThan(0);
      // Twenty members see each message of the room, four watchers each durable write.
      expect(run.deliveries).toBe(run.acknowledged * (name === 'writes' ? 4 : 20));
      expect({ lost: run.lost, duplicates: run.duplicates }).toEqual({ lost: 0, duplicates: 0 });
    }
    expect({ lost, duplicates }).toEqual({ lost: 0, duplicates: 0 });
  }
  const figures = items.flatMap((item) => item.figures);
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
  for (const { value } of figures) expect(value).toEqual(expect.any(Number));
  expect(stdout).toMatch(/CPU per delivery/);
  expect(stdout).toMatch(/Beside the run of long ago/);
  expect(stdout).toMatch(/8 senders in one room, database analysed empty: acknowledgement p99 .* LOST/);
});

test('an option that does not exist is refused with a sentence', async () => {
  const { code, stderr } = await runToEnd(['bin/bench.mjs', '--only=everything']);
  expect(code).toBe(1);
  expect(stderr).toContain('There is no item everything; there are fan-out, rooms, writes');
});
