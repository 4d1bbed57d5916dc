/**
 * The positions of the messages that have a key: the only one, as most have, or the distances between them as numbers of varying length,
 * or a bit for each message of the segment, whichever is shorter. The lowest bit of what comes first tells whether it is the only one.
 */
import { type Bitmap, include } from './bitmap.js';
import { ByteReader, type ByteWriter } from './bytes.js';

const bytesOf = (distance: number) => (distance < 0x80 ? 1 : 2);

/** Bytes of the segment's bits. */
const bitBytes = (size: number) => (size + 7) >>> 3;

/** Writes ascending positions of a segment of `size` messages, with their length before them. */
export function writePositions(writer: ByteWriter, positions: ArrayLike<number>, size: number): void {
  if (positions.length === 1) return writer.varint(positions[0]! * 2);
  let bytes = 0;
  for (let index = 0, last = -1; index < positions.length; last = positions[index++]!)
    bytes += bytesOf(positions[index]! - last - 1);
  if (bytes > bitBytes(size)) return writeBits(writer, positions, size);
  writer.varint(bytes * 4 + 1);
  for (let index = 0, last = -1; index < positions.length; last = positions[index++]!)
    writer.varint(positions[index]! - last - 1);
}

function writeBits(writer: ByteWriter, positions: ArrayLike<number>, size: number): void {
  const bits = new Uint8Array(bitBytes(size));
  for (let index = 0; index < positions.length; index++)
    bits[positions[index]! >>> 3]! |= 1 << (positions[index]! & 7);
  writer.varint(bits.length * 4 + 3);
  writer.raw(bits);
}

/** The only position, or where several stand. */
export type Written = number | { bytes: Uint8Array; at: number; length: number; isBits: boolean };

/** Leads over what `writePositions` has written. */
export function passPositions(reader: ByteReader): void {
  const head = reader.varint();
  if (head % 2 === 1) reader.pass(head >>> 2);
}

export function readWritten(bytes: Uint8Array, reader: ByteReader): Written {
  const head = reader.varint();
  if (head % 2 === 0) return head >>> 1;
  const length = head >>> 2;
  const written = { bytes, at: reader.place, length, isBits: (head & 2) !== 0 };
  reader.pass(length);
  return written;
}

/** Puts the positions into a bitmap. */
export function includePositions(bitmap: Bitmap, written: Written): void {
  if (typeof written === 'number') return include(bitmap, written);
  const { bytes, at, length, isBits } = written;
  if (isBits) {
    for (let byte = 0; byte < length; byte++) bitmap[byte >>> 2]! |= bytes[at + byte]! << ((byte & 3) * 8);
    return;
  }
  const reader = new ByteReader(bytes, at, at + length);
  for (let position = -1; !reader.isAtEnd;) include(bitmap, (position += reader.varint() + 1));
}

/** The positions, in their order. */
export function readPositions(written: Written): number[] {
  if (typeof written === 'number') return [written];
  const { bytes, at, length, isBits } = written;
  const positions: number[] = [];
  if (isBits) {
    for (let bit = 0; bit < length * 8; bit++)
      if (bytes[at + (bit >>> 3)]! & (1 << (bit & 7))) positions.push(bit);
    return positions;
  }
  const reader = new ByteReader(bytes, at, at + length);
  for (let position = -1; !reader.isAtEnd;) positions.push((position += reader.varint() + 1));
  return positions;
}
