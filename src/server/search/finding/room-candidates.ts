/** What may be found in a room, the newest first: of its segments, of what came after them, or of all that is not in the index yet. */
import { type Bitmap, countOf, countWithin, exclude, lastUntil } from '../index/bitmap.js';
import type { Seqs } from '../index/seqs.js';
import type { Times } from '../index/times.js';
import type { OwnRoom } from './asked.js';

/** Messages of which some may be found. */
export interface Part {
  seqs: Seqs;
  /** Null: nothing is known of them. */
  times: Times | null;
  found: Bitmap;
}

/** A message that may be found, not written after `latest`. */
export interface Candidate {
  room: OwnRoom;
  seq: number;
  latest: number;
}

interface Head {
  part: Part;
  /** The next one; below the lowest: there is none. */
  position: number;
  lowest: number;
}

export class RoomCandidates {
  private readonly heads: Head[];
  /** What comes next was not written after what came last. */
  private latest: number;

  /** Of the parts of a room no message is in two: see `withoutEarlier`. */
  constructor(
    readonly room: OwnRoom,
    private readonly parts: Part[],
  ) {
    this.latest = room.last_at ?? Infinity;
    this.heads = parts
      .filter(({ found }) => found.length > 0)
      .map((part) => ({ part, position: lastUntil(part.found, part.seqs.size - 1), lowest: 0 }));
  }

  count(): number {
    return this.parts.reduce((sum, { found }) => sum + countOf(found), 0);
  }

  /** How many are still to come. */
  get left(): number {
    return this.heads.reduce(
      (sum, { part, lowest, position }) => sum + countWithin(part.found, lowest, position),
      0,
    );
  }

  /** Only what was written at `from` or later, and before `until`: what may be so is left. */
  narrow(from: number, until: number): void {
    for (const head of this.heads) {
      const { times, seqs, found } = head.part;
      if (!times) continue;
      const last = times.lastBefore(until);
      if (last < seqs.last) head.position = lastUntil(found, seqs.lastUntil(last));
      head.lowest = seqs.lastUntil(times.firstFrom(from) - 1) + 1;
    }
  }

  /** Nothing where there is no more. */
  next(): Candidate | null {
    let newest: Head | undefined;
    let seq = -1;
    for (const head of this.heads) {
      if (head.position < head.lowest) continue;
      const own = head.part.seqs.seqAt(head.position);
      if (own > seq) [newest, seq] = [head, own];
    }
    if (!newest) return null;
    newest.position = lastUntil(newest.part.found, newest.position - 1);
    return {
      room: this.room,
      seq,
      latest: Math.min(this.latest, newest.part.times?.latestOf(seq) ?? Infinity),
    };
  }

  /** A message of it was written then: those that come after it were not written later. */
  learn(time: number): void {
    this.latest = Math.min(this.latest, time);
  }
}

/** Leaves each message to the latest of the parts that have it: `parts` from the latest on. */
export function withoutEarlier(parts: Part[]): Part[] {
  parts.forEach(({ seqs, found }, index) => {
    if (found.length === 0) return;
    for (const later of parts.slice(0, index)) {
      if (later.seqs.last < seqs.first || later.seqs.first > seqs.last) continue;
      for (const seq of later.seqs.between(seqs.first, seqs.last)) {
        const position = seqs.positionOf(seq);
        if (position >= 0) exclude(found, position);
      }
    }
  });
  return parts;
}
