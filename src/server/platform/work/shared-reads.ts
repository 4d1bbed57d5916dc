interface Lane<Result> {
  running: Promise<Result>;
  next?: Promise<Result>;
}

/**
 * What many read at the same time, as when all come back after a restart: one read of a key is under way at a time, and whoever
 * asks meanwhile shares the next one with all others who do. No answer is older than its question.
 */
export class SharedReads<Result> {
  private readonly lanes = new Map<string, Lane<Result>>();

  read(key: string, work: () => Promise<Result>): Promise<Result> {
    const lane = this.lanes.get(key);
    if (!lane) return this.begin(key, work());
    const begin = () => this.begin(key, work());
    return (lane.next ??= lane.running.then(begin, begin));
  }

  private begin(key: string, running: Promise<Result>): Promise<Result> {
    const lane: Lane<Result> = { running };
    this.lanes.set(key, lane);
    const end = () => {
      if (!lane.next) this.lanes.delete(key);
    };
    running.then(end, end);
    return running;
  }
}
