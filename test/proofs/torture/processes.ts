/** Signals and limits for processes that the torture started itself, and for their children. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { processes } from '../../support/processes.js';

/** A process and everything below it. Empty when it is gone. Linux only. */
export function family(pid: number): number[] {
  const parents = new Map(processes().map(({ pid, parent }) => [pid, parent]));
  if (!parents.has(pid)) return [];
  const found = [pid];
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child);
  return found;
}

export function signalFamily(pid: number, signal: NodeJS.Signals): void {
  for (const member of family(pid)) signalIfAlive(member, signal);
}

export function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** No file that these processes write may grow beyond so many bytes ("File too large"); undefined lifts the limit. */
export function limitFileSize(pid: number, bytes: number | undefined): void {
  const limit = bytes === undefined ? 'unlimited' : String(bytes);
  for (const member of family(pid)) {
    try {
      // As the process's own user: a container's root may not do that to others.
      const { uid, gid } = statSync(`/proc/${member}`);
      execFileSync('prlimit', [`--pid=${member}`, `--fsize=${limit}:unlimited`], { stdio: 'pipe', uid, gid });
    } catch (error) {
      // A child of PostgreSQL's may have ended since it was listed.
      if (family(member).length > 0) throw error;
    }
  }
}

/** Resident memory in bytes. */
export function residentMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
}
