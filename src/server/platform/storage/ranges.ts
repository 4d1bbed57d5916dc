import { Readable } from 'node:stream';
import type { ByteRange } from './storage.js';

/** What there is of a range; null for nothing. */
export function within(size: number, range: ByteRange = { start: 0, end: size - 1 }): ByteRange | null {
  const end = Math.min(range.end, size - 1);
  return range.start <= end ? { start: range.start, end } : null;
}

export const nothing = (): Readable => Readable.from([], { objectMode: false });
