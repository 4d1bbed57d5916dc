/** Where messages are missing between those that are here. */

export interface Hole {
  /** The message below it; undefined where it is at the end. */
  before: number | undefined;
  count: number;
}

/** `seqs` in their order; `from` and `to`: the first and the last that there should be. */
export function holesIn(seqs: number[], from: number, to: number): Hole[] {
  const holes: Hole[] = [];
  let next = from;
  for (const seq of seqs) {
    if (seq > next) holes.push({ before: seq, count: seq - next });
    next = seq + 1;
  }
  if (to >= next) holes.push({ before: undefined, count: to - next + 1 });
  return holes;
}
