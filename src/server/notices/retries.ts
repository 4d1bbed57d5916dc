/** Seconds until each further try, where the push service does not say how long it needs. */
const waits = [10, 30, 90];
/** Milliseconds: a push service that wants to be left alone for longer is asked once it is this late. All tries are within ten minutes. */
const longest = 200_000;
const shortest = 500;

/** What a push service did not take, tried again: in memory, as what a notice tells of is in the log however that ends. */
export class Retries {
  private readonly timers = new Set<NodeJS.Timeout>();
  private isEnded = false;

  /** False where it was tried often enough, or the server stops; `tried` is how often. */
  plan(tried: number, wanted: number | undefined, work: () => void): boolean {
    const wait = waits[tried - 1];
    if (wait === undefined || this.isEnded) return false;
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        work();
      },
      Math.min(Math.max(wanted ?? wait * 1000, shortest), longest),
    ).unref();
    this.timers.add(timer);
    return true;
  }

  end(): void {
    this.isEnded = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
