/** A process that looks at files, one after another. */
import { Logger } from '@nestjs/common';
import { type ChildProcess, fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';
import { AppError } from '../errors/app-error.js';
import { FewLines } from '../telemetry/few-lines.js';
import { type Facts, type Findings, type Job, report } from './facts.js';
import type { MediaLimits } from './media-limits.js';
import { NotTaken, tooCostly } from './not-taken.js';

/** The built file, wherever this runs from: decoders are no part of the bundle, and none of them is ever loaded by the server. */
const program = join(projectRoot, 'dist', 'src', 'server', 'platform', 'media', 'looking', 'main.js');

/** Nothing of the server's own, as there are secrets in it. */
const environment = {
  // Fewer pools of freed memory, which a process that is short of memory has no use for.
  MALLOC_ARENA_MAX: '2',
  // Never to the disk: there, nobody bounds it, and what is left after a kill nobody removes.
  VIPS_DISC_THRESHOLD: '1000g',
};

interface Task {
  typed?: Findings;
  resolve: (facts: Findings) => void;
  reject: (error: Error) => void;
}

/** It ended by what earlier files have left in it, maybe: no verdict on this one, which a new process looks at. */
export class WornOut extends Error {}

/** Of all of them: strangers can end them as often as they like. */
const lines = new FewLines(new Logger('Files'), 'warn');

export class Looker {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private task?: Task;
  private timer?: NodeJS.Timeout;
  private looked = 0;
  private isLate = false;
  private isReady = false;
  private hasEnded = false;
  /** It was asked to end: no fault of the file. */
  private isEnding = false;
  private complaint = '';

  constructor(private readonly limits: MediaLimits) {
    this.child = fork(program, [String(process.pid), String(limits.memory)], {
      cwd: '/',
      env: environment,
      execArgv: ['--max-old-space-size=256'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    });
    yieldToServer(this.child);
    this.ended = new Promise((resolve) => {
      const end = (reason: string) => {
        this.settle(reason);
        resolve();
      };
      this.child.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
      this.child.once('error', (error) => end(error.message));
    });
    this.child.on('message', (message) => this.hear(message));
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.complaint = `${this.complaint}${chunk.toString()}`.slice(-2_000);
    });
  }

  /** Whether it takes another file. */
  get isFit(): boolean {
    return !this.hasEnded && !this.isEnding && this.looked < this.limits.filesPerProcess;
  }

  async look(job: Job): Promise<Facts> {
    this.looked++;
    this.wake();
    try {
      const found = await new Promise<Findings>((resolve, reject) => {
        this.task = { resolve, reject };
        this.child.send(job, (error) => error && this.kill());
      });
      return await withSizes(found, job.folder);
    } finally {
      this.sleep();
    }
  }

  end(): Promise<void> {
    this.isEnding = true;
    if (!this.hasEnded) this.refer('ref');
    this.kill();
    return this.ended;
  }

  private kill(): void {
    this.child.kill('SIGKILL');
  }

  private wake(): void {
    clearTimeout(this.timer);
    this.refer('ref');
    this.isLate = false;
    this.timer = setTimeout(() => {
      this.isLate = true;
      this.kill();
    }, this.limits.time);
  }

  /** Waits for work; neither that nor its timer keeps the server from ending. */
  private sleep(): void {
    this.task = undefined;
    clearTimeout(this.timer);
    if (this.hasEnded) return;
    this.refer('unref');
    this.timer = setTimeout(() => void this.end(), this.limits.idle).unref();
  }

  private refer(how: 'ref' | 'unref'): void {
    this.child[how]();
    this.child.channel?.[how]();
    if (this.child.stderr instanceof Socket) this.child.stderr[how]();
  }

  /** What decodes hostile bytes may have been taken over by them: nothing is believed that is not well-formed. */
  private hear(message: unknown): void {
    const said = report.safeParse(message);
    if (!said.success) return this.kill();
    const { data } = said;
    if ('ready' in data) this.isReady = true;
    else if (!this.task) this.kill();
    else if ('typed' in data) this.task.typed = data.typed;
    else if ('found' in data) this.task.resolve(data.found);
    else if ('refusal' in data) this.task.reject(new NotTaken(data.refusal));
    else this.task.reject(new Error(`A file could not be looked at: ${data.failure}`));
  }

  /** It has ended, for whatever reason. What was known of the file by then is what is said of it, unless it is a picture. */
  private settle(reason: string): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.timer);
    if (!this.task) return;
    const { typed, resolve, reject } = this.task;
    if (this.isEnding) return reject(tooBusy());
    // No verdict on the file either: the next one would fare no better.
    if (!this.isReady)
      return reject(
        new Error(`The process that looks at files did not start (${reason}): ${this.complaint}`),
      );
    lines.say(`The process that looks at files ended in the middle of one (${reason}).`, {
      type: typed?.type,
    });
    if (this.looked > 1 && !this.isLate) reject(new WornOut());
    else if (typed?.kind === 'picture') reject(tooCostly());
    else resolve(typed ?? { type: 'application/octet-stream', kind: 'other', parts: [] });
  }
}

/**
 * People's messages come first, from its first moment on. Where Linux shares the processor between sessions ("autogroup"), what a
 * process yields counts in its own only: so this one has its own, which yields as a whole.
 */
function yieldToServer({ pid }: ChildProcess): void {
  if (!pid) return;
  try {
    setPriority(pid, 19);
    writeFileSync(`/proc/${pid}/autogroup`, '19');
  } catch {
    // Not on every system.
  }
}

async function withSizes({ parts, ...found }: Findings, folder: string): Promise<Facts> {
  const sized = parts.map(async ({ part, type }) => {
    const path = join(folder, part);
    // Of a link, this is the size of the link: what it leads to is never served.
    const stats = await lstat(path);
    if (!stats.isFile()) throw new Error(`The part ${part} of a file is no file.`);
    return { part, path, type, bytes: stats.size };
  });
  return { ...found, parts: await Promise.all(sized) };
}

export const tooBusy = () =>
  new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 10_000 });
