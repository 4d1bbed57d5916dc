/** Work that is asked for often and done at most every so often: the first time soon, then when its turn comes. */
export class Throttle {
  private timer?: ReturnType<typeof setTimeout> | undefined;
  private doneAt = -Infinity;

  /** Milliseconds. `spread` keeps many browsers from doing it in the same moment. */
  constructor(
    private readonly work: () => void,
    private readonly every: number,
    private readonly spread = 0,
  ) {}

  soon(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(this.doneAt + this.every - performance.now(), Math.random() * this.spread, 0);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.doneAt = performance.now();
      this.work();
    }, wait);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
