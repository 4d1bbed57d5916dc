/**
 * The server with its PostgreSQL on one core and the load generator on another: figures of different servers, days and
 * machines compare only so, as two servers that may spread do not spread alike.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cores {
  server: number;
  generator: number;
}

let found: Cores | undefined | null = null;

/** Which cores these are; undefined where nothing can be held to one. */
export function coresInUse(): Cores | undefined {
  if (found === null) found = chooseCores(allowedCores(), spawnSync('taskset', ['--version']).status === 0);
  return found;
}

/** The first and the last of those that this process may use: neighbours are often two halves of one core. */
export function chooseCores(allowed: number[], hasTaskset: boolean): Cores | undefined {
  if (!hasTaskset || allowed.length < 2) return undefined;
  return { server: allowed[0]!, generator: allowed.at(-1)! };
}

/** What a command begins with that is to stay, with all its children, on the core of its side. */
export function heldTo(side: keyof Cores): string[] {
  const cores = coresInUse();
  return cores ? ['taskset', '-c', String(cores[side])] : [];
}

/** For the reader of the figures. */
export function sayCores(cores: Cores | undefined): string {
  return cores
    ? `server and PostgreSQL held to core ${cores.server}, the load generator to core ${cores.generator}`
    : 'NOTHING COULD BE HELD TO A CORE (that takes taskset and two cores): these figures compare with no others';
}

/** Linux's list, `0-3,8`, as numbers. */
function allowedCores(): number[] {
  const list = /Cpus_allowed_list:\s+(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index);
  });
}
