/** What the table of the office says. */
import type { OfficeResult } from '../generator/office.js';
import { type ItemReport, shown } from '../lab/bench.js';
import { type Figure, lowerIsBetter } from '../lab/figures.js';
import type { Cost } from '../lab/measure.js';

/** Mattermost's published line: milliseconds, milliseconds, percent, percent. */
const line = { mean: 100, p99: 2_000, errors: 0.025, cpu: 85 };

export interface Day {
  active: number;
  /** How many times as busy as published. */
  busyness: number;
  result: OfficeResult;
  cost: Cost;
}

/** Percent of the requests. */
const errorsOf = ({ result }: Day) => (result.errors / Math.max(1, result.requests)) * 100;

/** Percent of two cores, server and PostgreSQL together. */
const cpuOf = ({ cost }: Day) => ((cost.server + cost.postgres) / cost.seconds / 2) * 100;

export function isCarried(day: Day): boolean {
  const { mean, p99 } = day.result.latency;
  return mean <= line.mean && p99 <= line.p99 && errorsOf(day) <= line.errors && cpuOf(day) <= line.cpu;
}

export function report(days: Day[]): ItemReport {
  const carried = days.filter(isCarried).at(-1);
  return {
    tables: [
      {
        title: 'Mattermost’s mix of actions; CPU of server and PostgreSQL as a share of two cores',
        head: [
          'active',
          '× the mix',
          'requests/s',
          'mean ms',
          'p99 ms',
          'errors',
          'CPU',
          'slowest kind, p99 ms',
          'delivered',
          'lost',
          'doubled',
          'the line',
        ],
        rows: days.map(cells),
      },
    ],
    figures: days.flatMap(figures),
    lost: days.reduce((sum, { result }) => sum + result.lost, 0),
    duplicates: days.reduce((sum, { result }) => sum + result.duplicates, 0),
    data: { days, carried: carried && { active: carried.active, busyness: carried.busyness } },
  };
}

function cells(day: Day): string[] {
  const { active, busyness, result } = day;
  const [slowest] = Object.entries(result.byRequest).sort(([, a], [, b]) => b.p99 - a.p99);
  return [
    shown(active),
    shown(busyness),
    shown(result.requests / result.seconds),
    shown(result.latency.mean),
    shown(result.latency.p99),
    `${shown(errorsOf(day))} %`,
    `${shown(cpuOf(day))} %`,
    slowest ? `${slowest[0]} ${shown(slowest[1].p99)}` : '',
    shown(result.deliveries),
    shown(result.lost),
    shown(result.duplicates),
    isCarried(day) ? 'held' : 'crossed',
  ];
}

/** What must be is said for 200 active people; with more the line is looked for. */
function figures(day: Day): Figure[] {
  const at = `office, ${shown(day.active)} active at ${day.busyness} × the mix`;
  const must = (limit: number) => (day.active === 200 ? { must: limit } : {});
  return [
    lowerIsBetter(`${at}: mean`, day.result.latency.mean, 'ms', must(line.mean)),
    lowerIsBetter(`${at}: p99`, day.result.latency.p99, 'ms', must(line.p99)),
    lowerIsBetter(`${at}: errors`, errorsOf(day), '%', must(line.errors)),
    lowerIsBetter(`${at}: CPU of two cores`, cpuOf(day), '%', must(25)),
  ];
}

export function describe(day: Day): string {
  const { mean, p99 } = day.result.latency;
  return `mean ${shown(mean)} ms, p99 ${shown(p99)} ms, errors ${shown(errorsOf(day))} %, CPU ${shown(cpuOf(day))} %`;
}
