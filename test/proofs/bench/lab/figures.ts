/** What was measured, under names that stay, so that one run can be laid beside another. */
import { shown } from './bench.js';

/** The share of its core from which on the load generator may be what was measured. */
const busyGenerator = 0.85;

/** What is to be reached, and what would be fine to reach; in the figure's unit. */
export interface Aim {
  must: number;
  wish?: number;
}

export interface Figure extends Partial<Aim> {
  /** Unique, and the same in every run: older runs are compared by it. */
  name: string;
  value: number;
  unit: string;
  better: 'higher' | 'lower';
  /** The generator was the limit, or the search for one ended before: the server's own figure is this one or better. */
  isBound?: boolean;
}

interface Circumstances extends Partial<Aim> {
  /** The generator's CPU while this was measured, as a share of its core. */
  generatorLoad?: number;
  /** The search for a limit ended before one was found. */
  isBound?: boolean;
}

export const higherIsBetter = (name: string, value: number, unit: string, rest: Circumstances = {}): Figure =>
  figure(name, value, unit, 'higher', rest);

export const lowerIsBetter = (name: string, value: number, unit: string, rest: Circumstances = {}): Figure =>
  figure(name, value, unit, 'lower', rest);

function figure(
  name: string,
  value: number,
  unit: string,
  better: Figure['better'],
  { generatorLoad = 0, isBound = false, ...aim }: Circumstances,
): Figure {
  return {
    name,
    value,
    unit,
    better,
    ...aim,
    ...((isBound || isGeneratorBusy(generatorLoad)) && { isBound: true }),
  };
}

export const isGeneratorBusy = (load: number): boolean => load > busyGenerator;

/** `≥ 4,170 /s` where only a bound was measured. */
export function shownFigure({ value, unit, better, isBound }: Figure): string {
  return `${isBound ? (better === 'higher' ? '≥ ' : '≤ ') : ''}${shown(value)} ${unit}`;
}
