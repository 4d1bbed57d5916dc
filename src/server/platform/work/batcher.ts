import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';

/** What became of one entry of a batch: its result, or the error its caller gets. */
export type Outcome<Result> = { result: Result } | { error: unknown };

interface Waiting<Entry, Result> {
  entry: Entry;
  since: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Limits {
  /** Entries in one write at most. */
  batch: number;
  /** Entries that may wait at most; more are refused as `unavailable`. */
  waiting: number;
  /** Milliseconds after which an entry whose turn has not come is refused instead of written: its sender was told so. */
  patience: number;
  /**
   * Milliseconds from the begin of one write to that of the next at most, where several entries wait and more keep coming: what
   * a write costs by itself is shared by more of them. None unless said.
   */
  gather?: number;
}

const busy = () =>
  new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 1000 });

/** Milliseconds in which somebody must have come for it to be worth waiting on. */
const slice = 2;

export const writeLimits: Limits = { batch: 500, waiting: 20_000, patience: 4_000 };

/**
 * Group commit: what arrives while a write is in flight is written together by the next one. Idle, there is no delay;
 * busy, the cost per entry falls with the load. Entries keep their order.
 */
export class Batcher<Entry, Result> {
  private queue: Waiting<Entry, Result>[] = [];
  private running: Promise<void> | undefined;

  constructor(
    /** `since` is when the first of these was added, on the clock of `performance.now()`. */
    private readonly write: (entries: Entry[], since: number) => Promise<Outcome<Result>[]>,
    private readonly limits: Limits = writeLimits,
    /** Begins a write when it is its turn: what arrives until then is written with it. */
    private readonly inTurn: (write: () => Promise<void>) => Promise<void> = (write) => write(),
  ) {}

  /** Queues an entry before it returns; resolves with its result once written. */
  add(entry: Entry): Promise<Result> {
    if (this.queue.length >= this.limits.waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      this.queue.push({ entry, since: performance.now(), resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // One turn of the event loop: what a single network read brought is written together.
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      const begun = performance.now();
      await this.inTurn(() => this.writeBatch(this.takeBatch()));
      if (this.queue.length > 1) await this.gather(begun);
    }
    // In the same breath as the last look at the queue: who adds an entry later, be it in the next microtask, starts anew.
    this.running = undefined;
  }

  /** Until nobody comes any more, or it has been long enough. */
  private async gather(begun: number): Promise<void> {
    const { gather = 0 } = this.limits;
    for (let known = 0; known < this.queue.length && performance.now() - begun + slice <= gather;) {
      known = this.queue.length;
      await sleep(slice);
    }
  }

  private takeBatch(): Waiting<Entry, Result>[] {
    const oldest = performance.now() - this.limits.patience;
    const batch = this.queue.splice(0, this.limits.batch);
    for (const waiting of batch) if (waiting.since < oldest) waiting.reject(busy());
    return batch.filter((waiting) => waiting.since >= oldest);
  }

  private async writeBatch(batch: Waiting<Entry, Result>[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      const entries = batch.map(({ entry }) => entry);
      const outcomes = await this.write(entries, batch[0]!.since);
      batch.forEach((waiting, index) => {
        const outcome = outcomes[index]!;
        if ('result' in outcome) waiting.resolve(outcome.result);
        else waiting.reject(outcome.error);
      });
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }
}
