/** What every item of the bench gets, and what it answers. */
import type { Generator } from './generator.js';

/** `full` is the published one; `quick` shows the order of magnitude; `tiny` only that the bench itself works. */
export type Scale = 'full' | 'quick' | 'tiny';

export interface Bench {
  generator: Generator;
  scale: Scale;
  /** One line of progress. */
  say: (line: string) => void;
}

export interface Table {
  title: string;
  head: string[];
  rows: string[][];
}

/** A target of the project beside what was measured. */
export interface Verdict {
  target: string;
  measured: string;
  isReached: boolean;
}

export interface ItemReport {
  tables: Table[];
  verdicts: Verdict[];
  /** Deliveries or messages that never came, or came twice, in all of the item's runs that count. */
  lost: number;
  duplicates: number;
  /** Everything measured, for the JSON. */
  data: unknown;
}

export interface Item {
  /** As `--only` names it. */
  name: string;
  title: string;
  run(bench: Bench): Promise<ItemReport>;
}

export function atMost(limit: number, value: number, what: string, unit: string): Verdict {
  return {
    target: `${what} ≤ ${figure(limit)} ${unit}`,
    measured: `${figure(value)} ${unit}`,
    isReached: value <= limit,
  };
}

export function atLeast(limit: number, value: number, what: string, unit: string): Verdict {
  return {
    target: `${what} ≥ ${figure(limit)} ${unit}`,
    measured: `${figure(value)} ${unit}`,
    isReached: value >= limit,
  };
}

/** A number with three digits that count: 0.0123, 1.23, 123, 12,345. */
export function figure(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
