interface Pause<Wanted> {
  timer: NodeJS.Timeout | undefined;
  waiting: Wanted | undefined;
}

/**
 * Work that is done for a key at once, and then not again for a while: what is wanted in the pause waits, put together, for
 * its end, when it is done and the next pause begins.
 */
export class Pauses<Key, Wanted extends NonNullable<unknown>> {
  private readonly pauses = new Map<Key, Pause<Wanted>>();

  constructor(
    /** Of a pause; a function is asked when one begins. */
    private readonly milliseconds: number | (() => number),
    private readonly work: (key: Key, wanted: Wanted) => void,
    private readonly together: (waiting: Wanted, wanted: Wanted) => Wanted,
  ) {}

  want(key: Key, wanted: Wanted): void {
    const pause = this.pauses.get(key);
    if (!pause) return this.begin(key, wanted);
    const { waiting } = pause;
    pause.waiting = waiting === undefined ? wanted : this.together(waiting, wanted);
  }

  /** Does what waits for a key without waiting longer; its pause goes on. */
  hurry(key: Key): void {
    const pause = this.pauses.get(key);
    if (pause?.waiting === undefined) return;
    const { waiting } = pause;
    pause.waiting = undefined;
    this.work(key, waiting);
  }

  /** Does all that waits, and ends the pauses. */
  end(): void {
    for (const [key, { timer }] of this.pauses) {
      clearTimeout(timer);
      this.hurry(key);
    }
    this.pauses.clear();
  }

  /** The pause begins when the work is done: telling a room of a thousand takes 10 ms, a good part of a short pause. */
  private begin(key: Key, wanted: Wanted): void {
    const pause: Pause<Wanted> = { timer: undefined, waiting: undefined };
    this.pauses.set(key, pause);
    try {
      this.work(key, wanted);
    } finally {
      const { milliseconds } = this;
      const length = typeof milliseconds === 'number' ? milliseconds : milliseconds();
      pause.timer = setTimeout(() => this.over(key, pause), length);
    }
  }

  private over(key: Key, { waiting }: Pause<Wanted>): void {
    this.pauses.delete(key);
    if (waiting !== undefined) this.begin(key, waiting);
  }
}
