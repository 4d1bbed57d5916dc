/** What the table of the office says. */
import type { OfficeResult } from '../generator/office.js';
import { atMost, figure, type ItemReport, type Verdict } from '../lab/bench.js';
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
    verdicts: days.filter(({ active }) => active === 200).flatMap(verdicts),
    lost: days.reduce((sum, { result }) => sum + result.lost, 0),
    duplicates: days.reduce((sum, { result }) => sum + result.duplicates, 0),
    data: { days, carried: carried && { active: carried.active, busyness: carried.busyness } },
  };
}

function cells(day: Day): string[] {
  const { active, busyness, result } = day;
  const [slowest] = Object.entries(result.byRequest).sort(([, a], [, b]) => b.p99 - a.p99);
  return [
    figure(active),
    figure(busyness),
    figure(result.requests / result.seconds),
    figure(result.latency.mean),
    figure(result.latency.p99),
    `${figure(errorsOf(day))} %`,
    `${figure(cpuOf(day))} %`,
    slowest ? `${slowest[0]} ${figure(slowest[1].p99)}` : '',
    figure(result.deliveries),
    figure(result.lost),
    figure(result.duplicates),
    isCarried(day) ? 'held' : 'crossed',
  ];
}

function verdicts(day: Day): Verdict[] {
  const at = `office, ${day.active} active at ${day.busyness} × the mix`;
  return [
    atMost(line.mean, day.result.latency.mean, `${at}: mean`, 'ms'),
    atMost(line.p99, day.result.latency.p99, `${at}: p99`, 'ms'),
    atMost(line.errors, errorsOf(day), `${at}: errors`, '%'),
    atMost(25, cpuOf(day), `${at}: CPU of two cores`, '%'),
  ];
}

export function describe(day: Day): string {
  const { mean, p99 } = day.result.latency;
  return `mean ${figure(mean)} ms, p99 ${figure(p99)} ms, errors ${figure(errorsOf(day))} %, CPU ${figure(cpuOf(day))} %`;
}
