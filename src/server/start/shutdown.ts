/** How the server ends: what was started last is stopped first, once, and in time. */
import { sourceLines } from '../platform/telemetry/source-lines.js';

/** Milliseconds. A supervisor waits 10 s before it kills; one step that hangs must leave time for the next. */
const patience = { step: 4_500, all: 9_500 };

/** `npm start` passes on the signal that the terminal has sent already; what comes this soon after is no second Ctrl-C. */
const sameKeystroke = 700;

export class Shutdown {
  private readonly steps: (() => Promise<void>)[] = [];
  private begunAt: number | undefined;

  constructor(private readonly log: (line: string) => void) {}

  get hasBegun(): boolean {
    return this.begunAt !== undefined;
  }

  /** `stop` is called before everything that was added earlier. */
  add(stop: () => Promise<void>): void {
    this.steps.unshift(stop);
  }

  /** Ctrl-C, SIGTERM and a closed terminal stop the server; a second Ctrl-C does not wait. A bug nobody caught ends it, too. */
  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.obey());
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.on(event, (error: unknown) => {
        this.log(
          `Stopping because of an error that nothing handled: ${sourceLines(error instanceof Error ? (error.stack ?? '') : String(error))}`,
        );
        void this.stop(1);
      });
  }

  /** Stops everything and ends the process with this exit code. */
  async stop(exitCode: number): Promise<void> {
    if (this.begunAt !== undefined) return;
    this.begunAt = performance.now();
    setTimeout(() => process.exit(exitCode), patience.all).unref();
    for (const step of this.steps) {
      const error = await Promise.race([step().then(() => undefined, String), timeOut(patience.step)]);
      if (error) this.log(`While stopping: ${error}`);
    }
    process.exit(exitCode);
  }

  private obey(): void {
    if (this.begunAt === undefined) {
      this.log('Stopping…');
      void this.stop(0);
    } else if (performance.now() - this.begunAt > sameKeystroke) {
      // PostgreSQL stops all the same: its watchdog sees that we are gone.
      process.exit(1);
    }
  }
}

function timeOut(milliseconds: number): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(`a part did not end within ${milliseconds / 1000} s`), milliseconds);
  });
}
