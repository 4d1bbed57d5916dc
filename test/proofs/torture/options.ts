/** The command line: `npm run torture -- --only kill-server,reset --seed 7`. */
import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';

export interface Options {
  seed: number;
  /** Names of faults; undefined: all of the set. */
  only: string[] | undefined;
  isShort: boolean;
  /** A defect by its name, `all`, or several with commas between. */
  sabotage: string[] | undefined;
  /** Minutes after which no further fault is begun. */
  minutes: number;
  /** How many times the promised time healing may take: a machine busy with other work heals late. */
  patience: number;
  /** How many people there are, and so how much they write, where a fault says nothing of it. Fewer than 60 for a busy machine. */
  people: number;
  /** Minutes of mutated traffic in the fault `fuzz`. */
  fuzzMinutes: number;
  json: string | undefined;
}

export function readOptions(given: string[]): Options {
  const { values } = parseArgs({
    args: given,
    options: {
      seed: { type: 'string' },
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      sabotage: { type: 'string' },
      minutes: { type: 'string', default: '60' },
      patience: { type: 'string', default: '1' },
      people: { type: 'string', default: '60' },
      'fuzz-minutes': { type: 'string', default: '10' },
      json: { type: 'string' },
    },
  });
  return {
    seed: wholeNumber('seed', values.seed ?? String(randomInt(1_000_000))),
    only: values.only?.split(','),
    isShort: values.short,
    sabotage: values.sabotage?.split(','),
    minutes: wholeNumber('minutes', values.minutes),
    patience: wholeNumber('patience', values.patience),
    people: wholeNumber('people', values.people),
    fuzzMinutes: wholeNumber('fuzz-minutes', values['fuzz-minutes']),
    json: values.json,
  };
}

function wholeNumber(name: string, given: string): number {
  if (/^\d+$/.test(given)) return Number(given);
  throw new Error(`--${name} takes a whole number.`);
}
