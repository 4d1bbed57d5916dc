/**
 * When the messages of a segment were written, of some of them: as times follow seqs, each of the others lies between two that are
 * known. Milliseconds since 1970.
 */
import { ByteReader, ByteWriter } from './bytes.js';
import { lastUntil } from './seqs.js';

/** Messages of a segment whose time is kept: their order costs a hundredth of what the words do. */
const mostKept = 128;

export class Times {
  private constructor(
    private readonly seqs: number[],
    private readonly times: number[],
  ) {}

  /** Of known seqs, ascending; the first and the last stay, and of those between as many as are kept. */
  static of(known: [seq: number, time: number][]): Times {
    const step = Math.max(1, Math.ceil((known.length - 1) / (mostKept - 1)));
    const kept = known.filter((_, index) => index % step === 0 || index === known.length - 1);
    // A clock that was put back: what lies between is not before what came first.
    let latest = 0;
    return new Times(
      kept.map(([seq]) => seq),
      kept.map(([, time]) => (latest = Math.max(latest, time))),
    );
  }

  static read(bytes: Uint8Array): Times {
    const reader = new ByteReader(bytes);
    const [seqs, times]: [number[], number[]] = [[], []];
    for (let [seq, time] = [0, 0]; !reader.isAtEnd;) {
      seqs.push((seq += reader.varint()));
      times.push((time += reader.varint()));
    }
    return new Times(seqs, times);
  }

  write(): Buffer {
    const writer = new ByteWriter();
    this.seqs.forEach((seq, index) => {
      writer.varint(seq - (this.seqs[index - 1] ?? 0));
      writer.varint(this.times[index]! - (this.times[index - 1] ?? 0));
    });
    return writer.done();
  }

  get first(): number {
    return this.times[0]!;
  }

  get last(): number {
    return this.times.at(-1)!;
  }

  known(): [seq: number, time: number][] {
    return this.seqs.map((seq, index) => [seq, this.times[index]!]);
  }

  /** The message was not written after this. */
  latestOf(seq: number): number {
    const before = lastUntil(this.seqs, seq);
    if (this.seqs[before] === seq) return this.times[before]!;
    return this.times[before + 1] ?? this.last;
  }

  /** All messages of the segment that were written before a time have a seq up to this. */
  lastBefore(time: number): number {
    const before = lastUntil(this.times, time - 1);
    return (this.seqs[before + 1] ?? Infinity) - 1;
  }

  /** All messages of the segment that were written at a time or later have a seq from this on. */
  firstFrom(time: number): number {
    const before = lastUntil(this.times, time - 1);
    return before < 0 ? 0 : this.seqs[before]! + 1;
  }
}
