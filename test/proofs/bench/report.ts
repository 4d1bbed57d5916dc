/** What a person reads at the end. */
import type { ItemReport, Table, Verdict } from './lab/bench.js';
import type { Machine } from './machine.js';

export interface Finished extends ItemReport {
  name: string;
  title: string;
  seconds: number;
  /** The share of the machine that other processes used meanwhile, 0 to 1. */
  busyElsewhere: number;
}

export function printReport(machine: Machine, items: Finished[]): void {
  const { date, cpu, cores, memoryGb, node, postgres, scale } = machine;
  console.log(
    `\n${date} · ${cpu}, ${cores} cores, ${memoryGb} GB · Node ${node} · PostgreSQL ${postgres} · ${scale} run`,
  );
  for (const item of items) {
    const { title, seconds, lost, duplicates, busyElsewhere } = item;
    const others = `others used ${Math.round(busyElsewhere * 100)} % of the machine`;
    console.log(`\n${title} (${Math.round(seconds)} s; lost ${lost}, doubled ${duplicates}; ${others})`);
    item.tables.forEach(printTable);
  }
  printVerdicts(items.flatMap(({ verdicts }) => verdicts));
}

function printVerdicts(verdicts: Verdict[]): void {
  if (verdicts.length === 0) return;
  printTable({
    title: 'Targets',
    head: ['target', 'measured', ''],
    rows: verdicts.map(({ target, measured, isReached }) => [
      target,
      measured,
      isReached ? 'reached' : 'NOT REACHED',
    ]),
  });
}

function printTable({ title, head, rows }: Table): void {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const isText = head.map((_, column) => rows.every((row) => !/^[≥\d.-]/.test(row[column] ?? '')));
  const shown = lines.map((line) =>
    line
      .map((cell, column) => (isText[column] ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  console.log(`\n  ${title}\n`);
  for (const line of shown) console.log(`  ${line.trimEnd()}`);
}
