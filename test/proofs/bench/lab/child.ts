/** Processes and folders of this run: whatever happens, none of them stays behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Each with the promise of its end. */
const children = new Map<ChildProcess, Promise<void>>();
const folders = new Set<string>();

export interface Child {
  pid: number;
  process: ChildProcess;
  /** Milliseconds from its start until it was ready. */
  startedIn: number;
  stop: () => Promise<void>;
}

/** Starts a program and waits until it prints a line that fits; resolves with the match, too. */
export async function startChild(
  command: string[],
  environment: Record<string, string>,
  ready: RegExp,
): Promise<Child & { match: RegExpExecArray }> {
  const start = performance.now();
  const [program, ...args] = command;
  const child = spawn(program!, args, {
    // Nothing of the developer's own settings.
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = track(child);
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const found = ready.exec(line);
      if (found) resolve(found);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error(`${command.join(' ')} ended before it was ready.`)));
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { pid: child.pid!, process: child, startedIn: performance.now() - start, stop, match };
}

/** Ends with this process at the latest; the promise resolves when it has ended. */
export function track(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  children.set(child, ended);
  void ended.then(() => children.delete(child));
  return ended;
}

/** A folder of this run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'samovar-bench-'));
  folders.add(folder);
  return folder;
}

export function discardFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Ends and removes what is left; a server gets time to stop its PostgreSQL. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...children].map(([child, ended]) => end(child, ended)));
  folders.forEach(discardFolder);
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 12_000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
