/**
 * A row of the index: some of a segment's keys in their order, each as what it does not share with the one before it, and the
 * positions of the messages that have it.
 */
import { ByteReader, ByteWriter } from './bytes.js';
import { endOfStem } from './keys.js';
import { passPositions, readWritten, type Written, writePositions } from './postings.js';

/** A length that does not fit into four bits stands behind them. */
const long = 15;

/** `entries` in the order of the bytes of their keys; positions of a segment of `size` messages. */
export function writeBucket(entries: [key: Buffer, positions: ArrayLike<number>][], size: number): Buffer {
  const writer = new ByteWriter();
  let before: Uint8Array = new Uint8Array(0);
  for (const [key, positions] of entries) {
    const shared = sharedOf(before, key);
    const rest = key.length - shared;
    writer.byte((Math.min(shared, long) << 4) | Math.min(rest, long));
    if (shared >= long) writer.varint(shared - long);
    if (rest >= long) writer.varint(rest - long);
    writer.raw(key.subarray(shared));
    writePositions(writer, positions, size);
    before = key;
  }
  return writer.done();
}

function sharedOf(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < most && one[shared] === other[shared]) shared++;
  return shared;
}

function readLengths(reader: ByteReader): { shared: number; rest: number } {
  const lengths = reader.byte();
  let [shared, rest] = [lengths >>> 4, lengths & 15];
  if (shared === long) shared += reader.varint();
  if (rest === long) rest += reader.varint();
  return { shared, rest };
}

/** Every key with its positions. */
export function readBucket(bucket: Uint8Array, found: (key: string, written: Written) => void): void {
  const reader = new ByteReader(bucket);
  let key = Buffer.alloc(0);
  while (!reader.isAtEnd) {
    const { shared, rest } = readLengths(reader);
    key = Buffer.concat([key.subarray(0, shared), reader.raw(rest)]);
    found(key.toString(), readWritten(bucket, reader));
  }
}

/**
 * The positions of a key, or of all keys that begin with it, stems left out. It runs over hundreds of rows in each search, so that it makes nothing
 * for a key that is not wanted: what that left behind was a third of what a search took.
 */
export function lookUp(
  bucket: Uint8Array,
  wanted: Uint8Array,
  isBeginning: boolean,
  found: (written: Written) => void,
): void {
  const reader = new ByteReader(bucket);
  // How many bytes of the key before were those of what is wanted.
  let alike = 0;
  while (!reader.isAtEnd) {
    const lengths = reader.byte();
    let [shared, rest] = [lengths >>> 4, lengths & 15];
    if (shared === long) shared += reader.varint();
    if (rest === long) rest += reader.varint();
    // What begins alike is side by side.
    if (alike === wanted.length && shared < alike) return;
    const own = reader.place - shared;
    // What it shares with the one before it is as alike as it was there.
    if (shared <= alike) {
      alike = shared;
      const end = Math.min(wanted.length, shared + rest);
      while (alike < end && bucket[own + alike] === wanted[alike]) alike++;
      // All that follows comes after what is wanted, too.
      if (alike < end && bucket[own + alike]! > wanted[alike]!) return;
    }
    reader.pass(rest);
    if (alike < wanted.length) passPositions(reader);
    else if (isBeginning && bucket[reader.place - 1] !== endOfStem) found(readWritten(bucket, reader));
    else if (shared + rest === wanted.length) return found(readWritten(bucket, reader));
    else passPositions(reader);
  }
}
