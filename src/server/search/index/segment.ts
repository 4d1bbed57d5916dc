/**
 * What is kept of up to 8,192 messages of one room, as it is made, read back and put together. PostgreSQL's own indexes of texts know
 * neither rooms nor order: the newest of a word that all of a million messages have took 2.9 s of CPU (see "How fast" in the README).
 */
import { readBucket, writeBucket } from './bucket.js';
import type { IndexedWord } from '../words/indexed-words.js';
import { hashOf, keyOfAttribute, keysOfWord, rowOf } from './keys.js';
import { readPositions } from './postings.js';
import { Seqs } from './seqs.js';
import type { Slices } from './slices.js';
import { Times } from './times.js';

/** More messages in one segment are fewer rows to look up in a large room, and more to write anew when it grows. */
export const mostMessages = 8_192;

/** A row's bytes, about: a page of the database has room for eight. Of large segments they are read faster than they take room. */
const [bytesOfRow, bytesOfLargeRow] = [1_000, 500];
/** Bytes of a large one: of some two thousand messages. */
const large = 400_000;
const mostBits = 12;

/** A message of a segment; one that is deleted has nothing but its place. */
export interface Entry {
  seq: number;
  time: number;
  words: IndexedWord[];
  attributes: string[];
}

/** Positions ascend. */
type Keys = Map<string, number[]>;

export interface Segment {
  seqs: number[];
  times: [seq: number, time: number][];
  keys: Keys;
}

/** As it stands in the database. */
export interface StoredSegment {
  messages: number;
  firstSeq: number;
  lastSeq: number;
  bits: number;
  seqs: Buffer;
  times: Buffer;
  rows: Buffer[];
}

/** Entries in the order of their seqs. */
export async function segmentOf(entries: Iterable<Entry>, slices: Slices): Promise<Segment> {
  const segment: Segment = { seqs: [], times: [], keys: new Map() };
  // The same words come again and again: their positions are found without making their keys anew.
  const known = new Map<string, number[][]>();
  for (const { seq, time, words, attributes } of entries) {
    const position = segment.seqs.push(seq) - 1;
    segment.times.push([seq, time]);
    const has = (positions: number[]) => void (positions.at(-1) === position || positions.push(position));
    for (const word of words) {
      let ends = known.get(word.text);
      if (!ends) known.set(word.text, (ends = keysOfWord(word).map((key) => listOf(segment.keys, key))));
      for (const positions of ends) has(positions);
    }
    for (const attribute of attributes) has(listOf(segment.keys, keyOfAttribute(attribute)));
    if (slices.isOver) await slices.rest();
  }
  return segment;
}

function listOf(keys: Keys, key: string): number[] {
  let positions = keys.get(key);
  if (!positions) keys.set(key, (positions = []));
  return positions;
}

/** The messages of both; what both have is as the later one has it. */
export async function together(earlier: Segment, later: Segment, slices: Slices): Promise<Segment> {
  const newer = new Set(later.seqs);
  const seqs = [...new Set([...earlier.seqs, ...later.seqs])].sort((one, other) => one - other);
  const places = new Map(seqs.map((seq, place) => [seq, place]));
  // Where each message has gone; -1: it is in the later one.
  const movedTo = earlier.seqs.map((seq) => (newer.has(seq) ? -1 : places.get(seq)!));
  const laterTo = later.seqs.map((seq) => places.get(seq)!);
  const times = new Map([...earlier.times, ...later.times]);
  const keys: Keys = new Map();
  for (const [key, positions] of earlier.keys) {
    const moved = positions.map((position) => movedTo[position]!).filter((position) => position >= 0);
    if (moved.length > 0) keys.set(key, moved);
    if (slices.isOver) await slices.rest();
  }
  for (const [key, positions] of later.keys) {
    const moved = positions.map((position) => laterTo[position]!);
    const before = keys.get(key);
    keys.set(key, before ? merged(before, moved) : moved);
    if (slices.isOver) await slices.rest();
  }
  return { seqs, times: [...times].sort(([one], [other]) => one - other), keys };
}

function merged(one: number[], other: number[]): number[] {
  const both = one.concat(other);
  return one.at(-1)! < other[0]! ? both : both.sort((a, b) => a - b);
}

export async function writeSegment({ seqs, times, keys }: Segment, slices: Slices): Promise<StoredSegment> {
  const bits = bitsFor(keys);
  const rows: [key: Buffer, positions: number[]][][] = Array.from({ length: 2 ** bits }, () => []);
  for (const [key, positions] of keys) rows[rowOf(hashOf(key), bits)]!.push([Buffer.from(key), positions]);
  if (slices.isOver) await slices.rest();
  const written: Buffer[] = [];
  for (const row of rows) {
    row.sort(([one], [other]) => Buffer.compare(one, other));
    written.push(writeBucket(row, seqs.length));
    if (slices.isOver) await slices.rest();
  }
  return {
    messages: seqs.length,
    firstSeq: seqs[0]!,
    lastSeq: seqs.at(-1)!,
    bits,
    seqs: Seqs.of(seqs).write(),
    times: Times.of(times).write(),
    rows: written,
  };
}

/** By what its keys will take, about. */
function bitsFor(keys: Keys): number {
  let bytes = 0;
  for (const positions of keys.values()) bytes += 6 + positions.length;
  return Math.max(
    0,
    Math.min(mostBits, Math.round(Math.log2(bytes / (bytes < large ? bytesOfRow : bytesOfLargeRow)))),
  );
}

export async function readSegment(
  { seqs, times, rows }: Pick<StoredSegment, 'seqs' | 'times' | 'rows'>,
  slices: Slices,
): Promise<Segment> {
  const keys: Keys = new Map();
  for (const row of rows) {
    readBucket(row, (key, written) => keys.set(key, readPositions(written)));
    if (slices.isOver) await slices.rest();
  }
  return { seqs: Seqs.read(seqs).all(), times: Times.read(times).known(), keys };
}
