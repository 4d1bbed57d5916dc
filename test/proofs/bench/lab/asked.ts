/** Questions and pages asked one after the other, and what they cost. */
import type { AskResult } from '../generator/asking.js';
import { type Bench, shown } from './bench.js';
import type { Figure } from './figures.js';
import { lowerIsBetter } from './figures.js';
import { type Cost, measured } from './measure.js';
import type { Samovar } from './samovar.js';

export interface Reading {
  what: string;
  /** How many ask at the same time. */
  clients: number;
  result: AskResult;
  cost: Cost;
}

/** Asks for as long as `ask` takes; throws when anything is refused. */
export async function read(
  { say }: Bench,
  samovar: Samovar,
  { what, clients }: Pick<Reading, 'what' | 'clients'>,
  ask: () => Promise<AskResult>,
): Promise<Reading> {
  const { result, cost } = await measured(samovar, ask);
  if (result.failed > 0) throw new Error(`${result.failed} times a ${what} was refused.`);
  const reading = { what, clients, result, cost };
  const { p50, p99 } = result.latency;
  say(
    `${what}, ${clients} at a time: p50 ${shown(p50)} ms, p99 ${shown(p99)} ms, ` +
      `${shown(cpuOf(reading))} ms CPU of server and database`,
  );
  return reading;
}

/** Milliseconds of server and database for one answer. */
export const cpuOf = ({ result, cost }: Reading): number =>
  ((cost.server + cost.postgres) * 1e3) / result.answered;

export const cpuFigure = (at: string, reading: Reading): Figure =>
  lowerIsBetter(`${at}: CPU of server and database`, cpuOf(reading), 'ms');

export const readingHead = [
  '',
  'at a time',
  '/s',
  'p50 ms',
  'p99 ms',
  'server µs',
  'PostgreSQL µs',
  'generator CPU',
];

export function readingCells({ what, clients, result, cost }: Reading): string[] {
  return [
    what,
    shown(clients),
    shown(result.answered / result.seconds),
    shown(result.latency.p50),
    shown(result.latency.p99),
    shown((cost.server * 1e6) / result.answered),
    shown((cost.postgres * 1e6) / result.answered),
    `${shown(result.generatorLoad * 100)} %`,
  ];
}
