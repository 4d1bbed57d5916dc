import type { Scale } from './lab/bench.js';

export interface Options {
  /** Names of items; none: all. */
  only: string[];
  scale: Scale;
  /** Where the JSON goes. */
  json: string | undefined;
  /** The JSON of an older run, to lay this one beside. */
  compare: string | undefined;
  /** Where the servers' CPU profiles go; the figures of a profiled run are not to be quoted. */
  profile: string | undefined;
}

export const usage = `npm run bench -- [--only fan-out,writes] [--quick] [--json <file>] [--compare <older.json>] [--profile <folder>]`;

/** Throws a sentence for what cannot be understood. */
export function parseOptions(args: string[], names: string[]): Options {
  const options: Options = {
    only: [],
    scale: 'full',
    json: undefined,
    compare: undefined,
    profile: undefined,
  };
  for (let place = 0; place < args.length; place++) {
    const [name, inline] = args[place]!.split('=', 2);
    const value = () => inline ?? args[++place] ?? fail(`${name} needs a value`);
    if (name === '--quick') options.scale = 'quick';
    else if (name === '--tiny') options.scale = 'tiny';
    else if (name === '--only') options.only = value().split(',');
    else if (name === '--json') options.json = value();
    else if (name === '--compare') options.compare = value();
    else if (name === '--profile') options.profile = value();
    else fail(`There is no ${name}`);
  }
  const unknown = options.only.filter((name) => !names.includes(name));
  if (unknown.length > 0) fail(`There is no item ${unknown.join(', ')}; there are ${names.join(', ')}`);
  return options;
}

function fail(problem: string): never {
  throw new Error(`${problem}. ${usage}`);
}
