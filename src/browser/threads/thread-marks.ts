/** How far the reader has read a thread, told as it comes into view; of a thread that they do not follow nothing is kept. */
import type { ThreadStanding } from '../../shared/threads.js';
import type { Connection } from '../core/connection.js';
import { Throttle } from '../core/throttle.js';

/** Milliseconds. */
const tellEvery = 1_000;

export class ThreadMarks {
  private readonly turns = new Throttle(() => void this.tell(), tellEvery);
  private seen = 0;

  constructor(
    private readonly rootId: number,
    private standing: ThreadStanding,
    private readonly connection: Connection,
    /** The server has it so now. */
    private readonly told: (standing: ThreadStanding) => void,
  ) {}

  learn(standing: ThreadStanding): void {
    this.standing = standing;
  }

  /** The answer of this seq was in view, and all before it were. */
  saw(seq: number): void {
    this.seen = Math.max(this.seen, seq);
    const { following, lastReadSeq } = this.standing;
    if (following && this.seen > lastReadSeq) this.turns.soon();
  }

  stop(): void {
    this.turns.stop();
  }

  private async tell(): Promise<void> {
    const mark = { messageId: this.rootId, seq: this.seen };
    const answer = await this.connection.ask('read_thread', mark).catch(() => undefined);
    if (!answer?.ok) return;
    this.standing = answer.value;
    this.told(answer.value);
  }
}
