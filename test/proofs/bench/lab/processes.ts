/** Reads what processes use out of /proc: CPU time holds on a noisy machine, where elapsed time does not. */
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts CPU time in hundredths of a second, whatever its own clock is (USER_HZ). */
const tick = 0.01;

interface Stat {
  parent: number;
  /** Seconds, user and system. */
  cpu: number;
  /** Seconds of its children that have ended. */
  endedChildren: number;
}

/** CPU seconds that one process has used so far, its threads included. */
export function cpuOf(pid: number): number {
  return readStat(pid)?.cpu ?? 0;
}

/** CPU seconds of a process and everything that it started. */
export function cpuOfTree(pid: number): number {
  return tree(pid).reduce((sum, each) => {
    const stat = readStat(each);
    return sum + (stat ? stat.cpu + stat.endedChildren : 0);
  }, 0);
}

/** Resident kB of one process. */
export function residentOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Resident kB of a process and everything that it started, shared pages counted once (Pss). */
export function residentOfTree(pid: number): number {
  return tree(pid).reduce((sum, each) => sum + proportionOf(each), 0);
}

/** CPU seconds that the whole machine has spent working so far, all cores together. */
export function machineCpu(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1_000;
}

function proportionOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch (error) {
    // A backend that has just ended.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}

function tree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = pid > 0 ? readStat(pid) : undefined;
    if (stat) parents.set(pid, stat.parent);
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; what follows is counted from field 3 (state).
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return {
      parent: fields[1]!,
      cpu: (fields[11]! + fields[12]!) * tick,
      endedChildren: (fields[13]! + fields[14]!) * tick,
    };
  } catch {
    return undefined;
  }
}
