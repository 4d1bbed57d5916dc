/** Which messages of a segment may be what is asked for, by its keys. */
import {
  type Bitmap,
  emptyBitmap,
  fullBitmap,
  intersect,
  isEmpty,
  noPositions,
  subtract,
  unite,
} from '../index/bitmap.js';
import { lookUp } from '../index/bucket.js';
import { type Lookup, rowOf } from '../index/keys.js';
import { includePositions } from '../index/postings.js';
import { mostMessages } from '../index/segment.js';
import type { Asked } from './asked.js';

/** The rows of a segment that are needed, by their place; one that is not there has no keys. */
export type Rows = ReadonlyMap<number, Uint8Array>;

interface Kept {
  messages: number;
  bits: number;
}

/** The places of the rows in which what is asked for is looked up. */
export const placesIn = ({ hashes }: Asked, bits: number): number[] => [
  ...new Set(hashes.map((hash) => rowOf(hash, bits))),
];

/** For what is needed for a moment, as in most segments nothing is found; none is larger. */
const scratch = [0, 1, 2].map(() => emptyBitmap(mostMessages));

export function evaluate(asked: Asked, { messages, bits }: Kept, rows: Rows, isDirect: boolean): Bitmap {
  const having = (lookups: Lookup[], place: number): Bitmap => {
    const bitmap = scratch[place]!.fill(0);
    for (const { key, hash, isBeginning } of lookups) {
      const row = rows.get(rowOf(hash, bits));
      if (row) lookUp(row, key, isBeginning, (written) => includePositions(bitmap, written));
    }
    return bitmap;
  };
  let found: Bitmap | undefined;
  for (const lookups of asked.words) {
    found = found ? intersect(found, having(lookups, 1)) : having(lookups, 0);
    if (isEmpty(found)) return noPositions;
  }
  for (const { lookups, anyOf, not, inDirectWithout } of asked.attributes) {
    let has = having(lookups.slice(0, anyOf.length), 1);
    if (isDirect && inDirectWithout !== undefined)
      has = unite(subtract(fullBitmap(messages), having(lookups.slice(anyOf.length), 2)), has);
    found ??= fullBitmap(messages);
    found = not ? subtract(found, has) : intersect(found, has);
  }
  return found?.slice(0, (messages + 31) >>> 5) ?? fullBitmap(messages);
}
