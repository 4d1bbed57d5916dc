/** When messages were written, as far as it is known. Times follow places: between two that are of one day all are of that day. */

/** More points say nothing more that anybody could see. */
const most = 500;

export interface Between {
  /** Milliseconds of the nearest known message at the place or before it, and at the place or after it. */
  earliest?: number | undefined;
  latest?: number | undefined;
}

export class KnownTimes {
  /** In the order of the seqs, and so of the times. */
  private points: { seq: number; time: number }[] = [];

  learn(seq: number, iso: string): void {
    const at = this.placeOf(seq);
    if (this.points[at]?.seq === seq) return;
    this.points.splice(at, 0, { seq, time: Date.parse(iso) });
    if (this.points.length > most)
      this.points = this.points.filter((_, index) => index % 2 === 0 || index === this.points.length - 1);
  }

  around(seq: number): Between {
    const at = this.placeOf(seq);
    const next = this.points[at];
    if (next?.seq === seq) return { earliest: next.time, latest: next.time };
    return { earliest: this.points[at - 1]?.time, latest: next?.time };
  }

  /** The index of the first point at or after a seq. */
  private placeOf(seq: number): number {
    let [from, to] = [0, this.points.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.points[middle]!.seq < seq) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** How exactly a time is known that lies between two others. */
export type Exactness = 'day' | 'month' | 'year';

export function exactness({ earliest, latest }: Between): Exactness | undefined {
  if (earliest === undefined || latest === undefined) return undefined;
  const [a, b] = [new Date(earliest), new Date(latest)];
  if (a.getFullYear() !== b.getFullYear()) return undefined;
  if (a.getMonth() !== b.getMonth()) return 'year';
  return a.getDate() === b.getDate() ? 'day' : 'month';
}
