/** The server under test as a process that can be killed, started again and given orders. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';
import type { Order, Report } from './orders.js';

/** What a server never says unless something is wrong with it; that its database is in trouble it says of that. */
const complaint =
  /\bERROR\b(?!\s*\[Database\] The (?:database|disk of the database)\b)|nothing handled|TypeError|ReferenceError|MaxListeners|Warning:/;

/** Milliseconds. */
const startPatience = 120_000;

/** An order without its number. */
type Command = Order extends infer Each ? (Each extends Order ? Omit<Each, 'id'> : never) : never;

export class Server {
  port = 0;
  /** Errors it printed, and ends that nobody asked for. */
  readonly complaints: string[] = [];
  private child: ChildProcess | undefined;
  private isExpectedToEnd = false;
  private orders = 0;
  private readonly waiting = new Map<number, (report: Report) => void>();

  constructor(readonly environment: Record<string, string>) {}

  get pid(): number {
    return this.child!.pid!;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--import',
        join(projectRoot, 'test/support/typescript.mjs'),
        join(projectRoot, 'test/proofs/torture/server-under-test.ts'),
      ],
      {
        cwd: projectRoot,
        env: {
          PATH: process.env.PATH,
          PORT: '0',
          LOG_LEVEL: 'warn',
          LOG_FORMAT: 'text',
          ...this.environment,
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    this.child = child;
    this.isExpectedToEnd = false;
    child.on('message', (report: Report) => this.waiting.get(report.id)?.(report));
    child.once('exit', (code, signal) => {
      if (!this.isExpectedToEnd) this.complaints.push(`the server ended by itself (${signal ?? code})`);
    });
    await this.listenTo(child);
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9, and waits for the end. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop; resolves with the milliseconds that took. */
  async stop(): Promise<number> {
    const before = Date.now();
    await this.end('SIGTERM');
    return Date.now() - before;
  }

  /** Gives an order and waits until it is carried out. */
  async order(command: Command): Promise<void> {
    const id = ++this.orders;
    const answer = new Promise<Report>((resolve) => this.waiting.set(id, resolve));
    this.child!.send({ id, ...command });
    const { error } = await answer;
    this.waiting.delete(id);
    if (error) throw new Error(`The server could not ${command.do}: ${error}`);
  }

  /** The status of /health/ready; 0 for no answer within 3 s. */
  async health(): Promise<number> {
    return fetch(`http://127.0.0.1:${this.port}/health/ready`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    this.isExpectedToEnd = true;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  private listenTo(child: ChildProcess): Promise<void> {
    let output = '';
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server did not start: ${output}`)), startPatience);
      const read = (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-10_000);
        for (const line of chunk.toString().split('\n'))
          if (complaint.test(line)) this.complaints.push(line.trim());
        const port = /ready at \S+:(\d+)/.exec(output)?.[1];
        if (!port) return;
        this.port = Number(port);
        clearTimeout(timer);
        resolve();
      };
      child.stdout!.on('data', read);
      child.stderr!.on('data', read);
      child.once('exit', () => {
        clearTimeout(timer);
        reject(new Error(`The server ended while starting: ${output}`));
      });
    });
  }
}
