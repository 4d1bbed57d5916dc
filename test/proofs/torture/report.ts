/** What is printed, and the JSON. */
import { writeFileSync } from 'node:fs';
import { cpus, platform, release, totalmem } from 'node:os';
import type { Outcome } from './outcome.js';

export interface Proven {
  sabotage: string;
  isAsExpected: boolean;
  /** The checks that found it, in words. */
  found: string;
}

const columns = ['fault', 'sent', 'acked', 'lost', 'doubled', 'reordered', 'healed in', 'verdict'];

export function outcomeTable(outcomes: Outcome[]): string {
  const rows = outcomes.map((each) => [
    each.fault,
    String(each.sent),
    String(each.acknowledged),
    String(each.lost),
    String(each.doubled),
    String(each.reordered),
    `${(each.healedIn / 1_000).toFixed(1)} s`,
    each.verdict,
  ]);
  return table([columns, ...rows]);
}

export function proofTable(proven: Proven[]): string {
  return table([
    ['sabotage', 'result', 'found by'],
    ...proven.map(({ sabotage, isAsExpected, found }) => [
      sabotage,
      isAsExpected ? (found ? 'caught' : 'harmless, passed') : 'MISSED',
      found,
    ]),
  ]);
}

/** What was found wrong in a run, a few examples of each kind; empty when nothing was. */
export function findingLines({ findings, remarks, evidence, verdict }: Outcome): string[] {
  const lines = Object.entries(findings).flatMap(([name, complaints]) => [
    `  ${name}: ${complaints.length}`,
    ...complaints.slice(0, name === 'bug' ? 50 : 5).map((complaint) => `    ${complaint}`),
  ]);
  const { written, controlLosses, resent, unavailable, disconnects, slowest } = evidence;
  const happened =
    `  ${written} written meanwhile, ${resent} sent again, ${unavailable} answered unavailable, ` +
    `${disconnects} disconnected, slowest answer ${slowest} ms; naive clients lost ${controlLosses}`;
  const why = verdict === 'inconclusive' ? ['  too little of that: this proves nothing'] : [];
  return [happened, ...remarks.map((remark) => `  ${remark}`), ...why, ...lines];
}

export function writeJson(
  path: string,
  seed: number,
  postgres: string,
  outcomes: Outcome[],
  proven: Proven[],
): void {
  const machine = {
    date: new Date().toISOString(),
    system: `${platform()} ${release()}`,
    processors: cpus().length,
    processor: cpus()[0]?.model,
    memory: totalmem(),
    node: process.version,
    postgres,
    seed,
  };
  writeFileSync(path, `${JSON.stringify({ ...machine, outcomes, proven }, null, 2)}\n`);
}

function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}
