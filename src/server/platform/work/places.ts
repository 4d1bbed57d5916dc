/** So many may be at work under one key at once; so many more wait for their turn, in the order in which they came. */
export interface Bound {
  atOnce: number;
  waiting: number;
}

interface Place {
  taken: number;
  queue: Set<() => void>;
}

export class Places {
  private readonly places = new Map<string, Place>();

  constructor(private readonly bound: Bound) {}

  /**
   * A place and how to leave it, `isIn` at once or, called by `turn`, when somebody else has left. Undefined where even
   * waiting is full.
   */
  take(key: string, turn: () => void): { isIn: boolean; leave: () => void } | undefined {
    const place = this.places.get(key) ?? this.open(key);
    if (place.taken < this.bound.atOnce) {
      place.taken++;
      return { isIn: true, leave: once(() => this.leave(key, place)) };
    }
    if (place.queue.size >= this.bound.waiting) return undefined;
    let isIn = false;
    const enter = () => {
      isIn = true;
      turn();
    };
    place.queue.add(enter);
    const leave = once(() => (isIn ? this.leave(key, place) : void place.queue.delete(enter)));
    return { isIn: false, leave };
  }

  /** Whoever has waited longest gets the place. */
  private leave(key: string, place: Place): void {
    const [next] = place.queue;
    if (next) {
      place.queue.delete(next);
      return next();
    }
    place.taken--;
    if (place.taken === 0) this.places.delete(key);
  }

  private open(key: string): Place {
    const place: Place = { taken: 0, queue: new Set() };
    this.places.set(key, place);
    return place;
  }
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
