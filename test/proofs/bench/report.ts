/** What a person reads at the end. */
import type { Comparison } from './compare.js';
import { type ItemReport, shown, type Table } from './lab/bench.js';
import { sayCores } from './lab/cores.js';
import type { Machine } from './machine.js';
import { shortfalls, targetTable } from './targets.js';

export interface Finished extends ItemReport {
  name: string;
  title: string;
  seconds: number;
  /** The share of the machine that other processes used meanwhile, 0 to 1. */
  busyElsewhere: number;
}

/** The share of the machine from which on what others used is said loudly. */
const disturbance = 0.1;

export function printReport(machine: Machine, items: Finished[]): void {
  const { date, cpu, cores, memoryGb, node, postgres, scale, held } = machine;
  console.log(
    `\n${date} · ${cpu}, ${cores} cores, ${memoryGb} GB · Node ${node} · PostgreSQL ${postgres} · ${scale} run`,
  );
  console.log(`${sayCores(held)}; start and office with all cores.`);
  console.log('≥ and ≤: only a bound, as the load generator was at its limit or no limit was met.');
  for (const item of items) {
    const { title, seconds, lost, duplicates, busyElsewhere } = item;
    const others = `others used ${Math.round(busyElsewhere * 100)} % of the machine`;
    console.log(`\n${title} (${Math.round(seconds)} s; lost ${lost}, doubled ${duplicates}; ${others})`);
    item.tables.forEach(printTable);
  }
  printTargets(items);
}

export function printComparison({ table, remarks }: Comparison): void {
  printTable(table);
  for (const remark of remarks) console.log(`\n  ${remark}`);
}

function printTargets(items: Finished[]): void {
  const figures = items.flatMap((item) => item.figures);
  const table = targetTable(figures);
  if (table.rows.length === 0) return;
  printTable(table);
  const short = [...shortfalls(figures), ...items.flatMap(damage)];
  console.log(`\n  ${short.length > 0 ? 'THIS FALLS SHORT OF WHAT MUST BE:' : 'All is as it must be.'}`);
  for (const sentence of short) console.log(`  ! ${sentence}`);
  const busiest = Math.max(...items.map(({ busyElsewhere }) => busyElsewhere));
  if (busiest > disturbance)
    console.log(
      `\n  THE MACHINE HAD OTHER THINGS TO DO, up to ${Math.round(busiest * 100)} % of it: rates and times are better than that; CPU holds.`,
    );
}

const damage = ({ title, lost, duplicates }: Finished): string[] =>
  lost + duplicates > 0 ? [`${title}: lost ${shown(lost)}, doubled ${shown(duplicates)}, must be none`] : [];

export function printTable({ title, head, rows }: Table): void {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  const isText = head.map(
    (name, column) => name === '' || rows.every((row) => !/^[≥≤\d.-]/.test(row[column] ?? '')),
  );
  const texts = lines.map((line) =>
    line
      .map((cell, column) => (isText[column] ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  console.log(`\n  ${title}\n`);
  for (const text of texts) console.log(`  ${text.trimEnd()}`);
}
