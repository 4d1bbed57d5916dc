/** The built server as people run it: a process of its own, with its own PostgreSQL unless it is given a DATABASE_URL. */
import { afterAll, jest } from '@jest/globals';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/server/config/project-root.js';

type Environment = Record<string, string>;

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface ServerProcess {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** The link that creates the administrator, on an empty server. */
  setupUrl: string | undefined;
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** What it has said so far. */
  output(): string;
  /** Resolves once the process has ended. */
  ended: Promise<Ended>;
  /** Asks it to stop and waits. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

// A start takes one to five seconds here, and several share two processors.
jest.setTimeout(240_000);

const processes = new Set<ChildProcess>();
const folders = new Set<string>();

afterAll(async () => {
  for (const process of processes) process.kill('SIGKILL');
  for (const folder of folders) {
    await until(() => !isAlive(postgresPid(folder)), 'a PostgreSQL of this test has ended');
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

/** A folder of this test file's own, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'samovar-e2e-'));
  folders.add(folder);
  return folder;
}

let used: Promise<string> | undefined;

/** The same, in which a server has worked before: a copy of one, as it takes a server seconds to make its database. */
export async function usedFolder(): Promise<string> {
  used ??= (async () => {
    const folder = temporaryFolder();
    await (await startServer({ DATA_DIR: folder })).stop();
    return folder;
  })();
  const folder = temporaryFolder();
  // With their owners.
  execFileSync('cp', ['-a', `${await used}/.`, folder]);
  return folder;
}

interface Launch {
  /** The clone it is started from; this one unless said otherwise. */
  root?: string;
  command?: string[];
}

const built = [process.execPath, 'dist/bundle/main.js'];

/** Starts the server and waits for its address. Give DATA_DIR or DATABASE_URL. */
export async function startServer(
  environment: Environment,
  { root = projectRoot, command = built }: Launch = {},
): Promise<ServerProcess> {
  const { child, output, ended } = launch(root, command, environment);
  const isReady = () => /ready at \S+\n/.test(output.stdout);
  await until(() => isReady() || hasEnded(child), 'the server is ready', 120_000);
  if (hasEnded(child)) throw new Error(`The server did not start: ${(await ended).stderr}`);
  return {
    url: /ready at (\S+)/.exec(output.stdout)![1]!,
    setupUrl: /\S+\/setup#\S+/.exec(output.stdout)?.[0],
    pid: child.pid!,
    kill: (signal) => void child.kill(signal),
    output: () => output.stdout,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs a script of this project (`bin/run.mjs config`, say) until it ends; asks it to stop after some time, if given. */
export function runToEnd(
  script: string[],
  environment: Environment = {},
  input = '',
  stopAfter?: number,
): Promise<Ended> {
  const { child, ended } = launch(projectRoot, [process.execPath, ...script], environment);
  child.stdin.end(input);
  if (stopAfter) setTimeout(() => child.kill('SIGTERM'), stopAfter);
  return ended;
}

/** The pid of the PostgreSQL inside a DATA_DIR; undefined when none has been started or it has ended cleanly. */
export function postgresPid(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgresql', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** Whether a process lives; one that only waits to be reaped does not. */
export function isAlive(pid: number | undefined): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
}

export async function until(condition: () => boolean, name: string, milliseconds = 60_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms until ${name}.`);
    await sleep(20);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function launch(root: string, [program, ...args]: string[], environment: Environment) {
  if (!existsSync(join(root, 'dist', 'src', 'main.js'))) throw new Error('Run "npm run build" first.');
  const child = spawn(program!, args, {
    cwd: root,
    // Nothing of the developer's own settings.
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  processes.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      processes.delete(child);
      resolve({ code, ...output });
    });
  });
  return { child, output, ended };
}
