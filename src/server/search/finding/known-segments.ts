/** What was read of segments before, as it stays: most searches come upon the same ones. */
import { LRUCache } from 'lru-cache';
import { Seqs } from '../index/seqs.js';
import { Times } from '../index/times.js';

/** Of which messages a segment is, and when they were written: that stays as it is for as long as the segment is there. */
export interface SegmentMessages {
  id: number;
  seqs: Buffer;
  times: Buffer;
}

export interface KnownSegment {
  list: Seqs;
  known: Times;
}

export type KnownSegments = LRUCache<number, KnownSegment>;

/** Some 3 kB each. */
export const keptSegments = (): KnownSegments => new LRUCache({ max: 4_000 });

/** Those that are not known are read. */
export async function knownSegments(
  cache: KnownSegments,
  ids: number[],
  read: (ids: number[]) => Promise<SegmentMessages[]>,
): Promise<Map<number, KnownSegment>> {
  const found = new Map<number, KnownSegment>();
  const missing: number[] = [];
  for (const id of ids) {
    const known = cache.get(id);
    if (known) found.set(id, known);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  for (const { id, seqs, times } of await read(missing)) {
    const known = { list: Seqs.read(seqs), known: Times.read(times) };
    cache.set(id, known);
    found.set(id, known);
  }
  return found;
}
