import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Process {
  pid: number;
  parent: number;
  command: string;
}

/** All processes of the machine: from the kernel where it tells, as a bare machine has no `ps`. */
export function processes(): Process[] {
  if (existsSync('/proc/self/stat')) return readdirSync('/proc').flatMap(processIn);
  const list = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.trim().split('\n');
  return list.map((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(\S.*)$/.exec(line)!;
    return { pid: Number(pid), parent: Number(parent), command: command! };
  });
}

function processIn(entry: string): Process[] {
  if (!/^\d+$/.test(entry)) return [];
  try {
    const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
    const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    // "pid (name) state parent …": the name may hold anything, brackets too.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(entry), parent: Number(parent), command }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
