/** A PostgreSQL that outlived both its server and its watchdog. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../platform/errors/start-error.js';

/** Waiting comes first: a watchdog that lives is stopping it already. Then fast shutdown, then immediate. Milliseconds. */
const steps = [
  { signal: undefined, patience: 3_000 },
  { signal: 'SIGINT', patience: 8_000 },
  { signal: 'SIGQUIT', patience: 5_000 },
] as const;

/** Stops whatever still works on a cluster. The caller holds the server's lock, so it is nobody's. */
export async function endOrphan(cluster: string): Promise<void> {
  for (const { signal, patience } of steps) {
    const orphan = orphanOf(cluster);
    if (orphan === undefined) return;
    if (signal) process.kill(orphan, signal);
    const end = performance.now() + patience;
    while (orphanOf(cluster) === orphan && performance.now() < end) await sleep(20);
  }
  const orphan = orphanOf(cluster);
  if (orphan === undefined) return;
  throw new StartError(
    `An earlier PostgreSQL (process ${orphan}) still works on ${cluster} and does not stop: end it and start again.`,
  );
}

/** The pid in postmaster.pid while that process is PostgreSQL on this cluster; a file that names somebody else's process goes. */
function orphanOf(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const command = commandOf(pid);
  if (command.includes(cluster) && command.includes('postgres')) return pid;
  // PostgreSQL would take the living stranger for itself and refuse. Without a stranger the file stays: PostgreSQL
  // finds in it whether children of a killed one are still at work.
  if (command) rmSync(file, { force: true });
  return undefined;
}

/** The command line of a process; empty when there is no such process. */
function commandOf(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
