/** Searches at work: a few at once, each in one snapshot of the database, so that index, cursors and messages belong together. */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { FairLine } from '../../platform/work/fair-line.js';

/** Asks in the snapshot. */
export type AskSnapshot = <Row extends object>(
  name: string,
  text: string,
  values: unknown[],
) => Promise<Row[]>;

const tooManySearches = () =>
  new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 1_000 });

/** More at once would take the processor from those who talk. */
const atOnce = 3;

@Injectable()
export class Snapshots implements OnApplicationShutdown {
  private readonly line = new FairLine({ atOnce, length: 100, patience: 3_000, refusal: tooManySearches });
  private readonly connections: DedicatedConnection[];
  private readonly idle: DedicatedConnection[];

  constructor(@Inject(CONFIG) { DATABASE_URL }: RunningConfig) {
    this.connections = Array.from(
      { length: atOnce },
      () => new DedicatedConnection(DATABASE_URL, 'samovar-search', true),
    );
    this.idle = [...this.connections];
  }

  /** Whoever asks often waits for themselves. */
  take<Result>(userId: number, work: (ask: AskSnapshot) => Promise<Result>): Promise<Result> {
    return this.line.run({ key: String(userId), isKnown: true }, async () => {
      const connection = this.idle.pop()!;
      const ask: AskSnapshot = (name, text, values) => connection.query({ name, text, values }) as never;
      try {
        return await connection.transaction(() => work(ask), 'isolation level repeatable read, read only');
      } finally {
        this.idle.push(connection);
      }
    });
  }

  async onApplicationShutdown(): Promise<void> {
    for (const connection of this.connections) await connection.close();
  }
}
