/** `npm run …` as a process that can be watched, and killed. */
import { afterAll } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { projectRoot } from '../../src/server/config/project-root.js';
import type { RunningConfig } from '../../src/server/config/config.js';
import type { Ended } from './server-process.js';
import { eventually } from './socket.js';

export interface Command {
  ended: Promise<Ended>;
  said(text: string): Promise<void>;
  /** As a crash ends it. */
  kill(): void;
}

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** With the settings of the server that it looks after. `before`: a program that starts it, with its arguments. */
export function runCommand(
  args: string[],
  { DATABASE_URL, DATA_DIR, SESSION_SECRET, FILES_URL = '' }: RunningConfig,
  before: string[] = [],
): Command {
  const [program, ...rest] = [...before, process.execPath, 'bin/run.mjs', ...args];
  const child = spawn(program!, rest, {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, DATABASE_URL, DATA_DIR, SESSION_SECRET, FILES_URL },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, ...output });
    });
  });
  return {
    ended,
    said: (text) => eventually(() => output.stdout.includes(text), `nobody said ${text}: ${output.stdout}`),
    kill: () => void child.kill('SIGKILL'),
  };
}
