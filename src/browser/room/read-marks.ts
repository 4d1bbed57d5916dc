/** How far the reader has read: told at most every 2 s, while the page is visible and stands at its end. */

const every = 2_000;

export class ReadMarks {
  private timer?: ReturnType<typeof setTimeout>;

  constructor(
    private marked: number,
    private readonly newestSeenSeq: () => number | undefined,
    private readonly tell: (seq: number) => Promise<void>,
    signal: AbortSignal,
  ) {
    document.addEventListener('visibilitychange', () => this.look(), { signal });
    window.addEventListener('focus', () => this.look(), { signal });
  }

  /** Something may have been read. The first mark goes at once, the next ones wait their turn. */
  look(): void {
    if (this.timer !== undefined) return;
    const seq = this.readable();
    if (seq === undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
    }, every);
    const before = this.marked;
    this.marked = seq;
    // Not told: the mark is still to be made.
    this.tell(seq).catch(() => (this.marked = Math.min(this.marked, before)));
  }

  private readable(): number | undefined {
    if (document.visibilityState !== 'visible') return undefined;
    const seq = this.newestSeenSeq();
    return seq !== undefined && seq > this.marked ? seq : undefined;
  }
}
