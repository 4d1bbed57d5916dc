/** The answers that are still owed to clients. Each is given once: the handler's, or `unavailable` when that comes too late. */
import { AppError } from '../errors/app-error.js';
import type { Answer } from '../../../shared/errors.js';
import { refuse } from './answer.js';

export type Acknowledge = (answer: Answer<unknown>) => void;

/** Milliseconds after which a request that still has no outcome is answered `unavailable` (promise: within 5 s). */
const answerTimeout = 4_600;

/** Milliseconds between two looks: one timer for all costs nothing beside one for each, which are most often cleared at once. */
const lookEvery = 200;

interface Owed {
  due: number;
  acknowledge: Acknowledge;
  language: string;
}

export class OwedAnswers {
  /** In the order of their dues, as all have the same patience. */
  private readonly owed = new Set<Owed>();
  private timer: NodeJS.Timeout | undefined;

  /** Answers with what the handler resolves with, in time; a late outcome is unknown to the client, which asks again. */
  give(pending: Promise<Answer<unknown> | undefined>, acknowledge: Acknowledge, language: string): void {
    const owed = { due: performance.now() + answerTimeout, acknowledge, language };
    this.owed.add(owed);
    this.timer ??= setTimeout(() => this.look(), lookEvery).unref();
    pending.then(
      (answer) => this.settle(owed, answer ?? refuse(new Error('a handler gave no answer'), language)),
      (error: unknown) => this.settle(owed, refuse(error, language)),
    );
  }

  private settle(owed: Owed, answer: Answer<unknown>): void {
    if (this.owed.delete(owed)) owed.acknowledge(answer);
  }

  private look(): void {
    const now = performance.now();
    for (const owed of this.owed) {
      if (owed.due > now) break;
      this.settle(owed, refuse(tooLate(), owed.language));
    }
    this.timer = this.owed.size > 0 ? setTimeout(() => this.look(), lookEvery).unref() : undefined;
  }
}

const tooLate = () =>
  new AppError('unavailable', 'The server is too busy to answer. Try again.', { retryAfterMs: 1000 });
