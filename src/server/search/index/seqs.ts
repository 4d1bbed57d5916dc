/** Which messages of its room a segment is of, as runs of seqs that follow each other: the position of each is its place among them. */
import { ByteReader, ByteWriter } from './bytes.js';

export class Seqs {
  /** Of each run: its first seq, and the position of that. */
  private constructor(
    private readonly firsts: number[],
    private readonly places: number[],
    readonly size: number,
  ) {}

  /** Of ascending seqs. */
  static of(seqs: number[]): Seqs {
    const [firsts, places]: [number[], number[]] = [[], []];
    seqs.forEach((seq, place) => {
      if (place > 0 && seq === seqs[place - 1]! + 1) return;
      firsts.push(seq);
      places.push(place);
    });
    return new Seqs(firsts, places, seqs.length);
  }

  static read(bytes: Uint8Array): Seqs {
    const reader = new ByteReader(bytes);
    const [firsts, places]: [number[], number[]] = [[], []];
    let [next, size] = [0, 0];
    while (!reader.isAtEnd) {
      const first = next + reader.varint();
      const length = reader.varint();
      firsts.push(first);
      places.push(size);
      next = first + length;
      size += length;
    }
    return new Seqs(firsts, places, size);
  }

  write(): Buffer {
    const writer = new ByteWriter();
    let next = 0;
    this.firsts.forEach((first, run) => {
      const length = this.lengthOf(run);
      writer.varint(first - next);
      writer.varint(length);
      next = first + length;
    });
    return writer.done();
  }

  get first(): number {
    return this.firsts[0]!;
  }

  get last(): number {
    return this.firsts.at(-1)! + this.lengthOf(this.firsts.length - 1) - 1;
  }

  seqAt(position: number): number {
    const run = lastUntil(this.places, position);
    return this.firsts[run]! + position - this.places[run]!;
  }

  /** The position of the last message up to a seq; -1 where there is none. */
  lastUntil(seq: number): number {
    const run = lastUntil(this.firsts, seq);
    if (run < 0) return -1;
    return this.places[run]! + Math.min(seq - this.firsts[run]!, this.lengthOf(run) - 1);
  }

  /** -1 where it is not among them. */
  positionOf(seq: number): number {
    const position = this.lastUntil(seq);
    return position >= 0 && this.seqAt(position) === seq ? position : -1;
  }

  all(): number[] {
    return this.between(-Infinity, Infinity);
  }

  /** Those among both, in their order. */
  between(from: number, until: number): number[] {
    return this.firsts.flatMap((first, run) => {
      const begin = Math.max(first, from);
      const end = Math.min(first + this.lengthOf(run) - 1, until);
      return begin > end ? [] : Array.from({ length: end - begin + 1 }, (_, index) => begin + index);
    });
  }

  private lengthOf(run: number): number {
    return (this.places[run + 1] ?? this.size) - this.places[run]!;
  }
}

/** The index of the last of ascending numbers that is not above the given one; -1 for none. */
export function lastUntil(numbers: number[], value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
