/** Work of which only some is done at once, in turns between those who ask for it. */

/** Who stands in a line. */
export interface Place {
  /** Those with the same key share one turn: a crowd of one address waits for itself. */
  key: string;
  /** Goes in even where the line is full of strangers. */
  isKnown: boolean;
}

interface Bounds {
  atOnce: number;
  /** How many wait at most. */
  length: number;
  /** Milliseconds that one waits at most. */
  patience: number;
  /** What those are told who cannot wait. */
  refusal: () => Error;
}

interface Waiter {
  place: Place;
  go: () => void;
  refuse: () => void;
}

export class FairLine {
  private running = 0;
  private waiting = 0;
  /** The keys in the order of their turns, each with its own, the first come first. */
  private readonly turns = new Map<string, Waiter[]>();

  constructor(private readonly bounds: Bounds) {}

  async run<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.bounds.atOnce) this.running++;
    else await this.turn(place);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(place: Place): Promise<void> {
    if (this.waiting >= this.bounds.length && !this.makeRoom(place)) throw this.bounds.refusal();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiter.refuse(), this.bounds.patience);
      const waiter: Waiter = {
        place,
        go: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse: () => {
          clearTimeout(timer);
          this.take(waiter);
          reject(this.bounds.refusal());
        },
      };
      const own = this.turns.get(place.key);
      if (own) own.push(waiter);
      else this.turns.set(place.key, [waiter]);
      this.waiting++;
    });
  }

  /** Sends away the last of whoever waits most often, or a stranger for somebody known. */
  private makeRoom({ key, isKnown }: Place): boolean {
    const own = this.turns.get(key)?.length ?? 0;
    let longest: Waiter[] | undefined;
    for (const waiters of this.turns.values())
      if (waiters.length > (longest?.length ?? own + 1)) longest = waiters;
    if (!longest && isKnown) longest = [...this.turns.values()].find(([first]) => !first!.place.isKnown);
    longest?.at(-1)!.refuse();
    return longest !== undefined;
  }

  private leave(): void {
    const [first] = this.turns.values();
    const next = first?.[0];
    if (!next) {
      this.running--;
      return;
    }
    this.take(next);
    // To the end of the turns, with whoever else waits under this key.
    const rest = this.turns.get(next.place.key);
    if (rest) {
      this.turns.delete(next.place.key);
      this.turns.set(next.place.key, rest);
    }
    next.go();
  }

  private take(waiter: Waiter): void {
    const own = this.turns.get(waiter.place.key);
    const index = own?.indexOf(waiter) ?? -1;
    if (!own || index === -1) return;
    own.splice(index, 1);
    this.waiting--;
    if (own.length === 0) this.turns.delete(waiter.place.key);
  }
}
