/** Runs storage.program.ts. */
import { afterAll } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../src/server/config/project-root.js';

const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Program {
  /** What it said so far. */
  lines: string[];
  /** Resolves when it has said so many lines. */
  said(lines: number): Promise<void>;
  ended: Promise<void>;
  /** As a crash ends it. */
  kill(): Promise<void>;
}

export function run(...args: string[]): Program {
  const typescript = join(projectRoot, 'test', 'support', 'typescript.mjs');
  const program = join(import.meta.dirname, 'storage.program.ts');
  const child = spawn(process.execPath, ['--expose-gc', '--import', typescript, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
  });
  running.add(child);
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = once(child, 'close').then(() => void running.delete(child));
  return {
    lines,
    async said(wanted) {
      while (lines.length < wanted) {
        await Promise.race([once(output, 'line'), ended]);
        if (!running.has(child) && lines.length < wanted) throw new Error('the program has ended');
      }
    },
    ended,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
