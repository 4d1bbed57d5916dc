/** Of this process's time no more than a share, and a little at once: what one person may ask for again and again must leave some for the others. */
export class ShareOfTime {
  private spent = 0;
  private since: number;

  /** `share` of all time, from 0 to 1; `atOnce` milliseconds after a rest. */
  constructor(
    private readonly share: number,
    private readonly atOnce: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.since = this.now();
  }

  get isLeft(): boolean {
    const now = this.now();
    this.spent = Math.max(0, this.spent - (now - this.since) * this.share);
    this.since = now;
    return this.spent < this.atOnce;
  }

  /** Does it, however long it takes. */
  spend<T>(work: () => T): T {
    const started = this.now();
    try {
      return work();
    } finally {
      this.spent += this.now() - started;
    }
  }
}
