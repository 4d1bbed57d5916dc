/** How far the reader has read: told at most every 2 s, while the page is visible and stands at its end. */
import { Throttle } from '../core/throttle.js';

/** Milliseconds. */
const every = 2_000;

export class ReadMarks {
  private readonly turns = new Throttle(() => this.mark(), every);

  constructor(
    private marked: number,
    private readonly newestSeenSeq: () => number | undefined,
    private readonly tell: (seq: number) => Promise<void>,
    signal: AbortSignal,
  ) {
    document.addEventListener('visibilitychange', () => this.look(), { signal });
    window.addEventListener('focus', () => this.look(), { signal });
    signal.addEventListener('abort', () => this.turns.stop());
  }

  /** Something may have been read. */
  look(): void {
    if (this.readable() !== undefined) this.turns.soon();
  }

  private mark(): void {
    const seq = this.readable();
    if (seq === undefined) return;
    const before = this.marked;
    this.marked = seq;
    this.tell(seq).catch(() => {
      // Not told: the mark is still to be made.
      this.marked = Math.min(this.marked, before);
      this.look();
    });
  }

  private readable(): number | undefined {
    if (document.visibilityState !== 'visible') return undefined;
    const seq = this.newestSeenSeq();
    return seq !== undefined && seq > this.marked ? seq : undefined;
  }
}
