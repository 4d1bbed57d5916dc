/** What every item of the bench gets, and what it answers. */
import type { Figure } from './figures.js';
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

export interface ItemReport {
  tables: Table[];
  figures: Figure[];
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
  /** Its figures are those of a whole machine: nothing is held to a core. */
  takesAllCores?: true;
  run(bench: Bench): Promise<ItemReport>;
}

/** What an item answers that sends no messages. */
export const nothingSent = { lost: 0, duplicates: 0 };

/** A number with three digits that count: 0.0123, 1.23, 123, 12,345. */
export function shown(value: number): string {
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
