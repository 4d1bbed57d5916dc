/** Sets of positions within a segment: a bit each. Of signed numbers, as those above 2^31 would each be an object on the heap. */
export type Bitmap = Int32Array;

export const emptyBitmap = (size: number): Bitmap => new Int32Array((size + 31) >>> 5);

/** Of whatever size: no position is in it. */
export const noPositions: Bitmap = new Int32Array(0);

export function isEmpty(bitmap: Bitmap): boolean {
  for (const word of bitmap) if (word !== 0) return false;
  return true;
}

export function fullBitmap(size: number): Bitmap {
  const bitmap = emptyBitmap(size).fill(0xffffffff);
  if (size % 32 > 0) bitmap[bitmap.length - 1] = 0xffffffff >>> (32 - (size % 32));
  return bitmap;
}

export function include(bitmap: Bitmap, position: number): void {
  bitmap[position >>> 5]! |= 1 << (position & 31);
}

export function exclude(bitmap: Bitmap, position: number): void {
  bitmap[position >>> 5]! &= ~(1 << (position & 31));
}

export const has = (bitmap: Bitmap, position: number): boolean =>
  (bitmap[position >>> 5]! & (1 << (position & 31))) !== 0;

/** Each of these changes the first one, and answers it. */
export function intersect(bitmap: Bitmap, other: Bitmap): Bitmap {
  for (let word = 0; word < bitmap.length; word++) bitmap[word]! &= other[word]!;
  return bitmap;
}

export function unite(bitmap: Bitmap, other: Bitmap): Bitmap {
  for (let word = 0; word < bitmap.length; word++) bitmap[word]! |= other[word]!;
  return bitmap;
}

export function subtract(bitmap: Bitmap, other: Bitmap): Bitmap {
  for (let word = 0; word < bitmap.length; word++) bitmap[word]! &= ~other[word]!;
  return bitmap;
}

/** How many positions are in it. */
export function countOf(bitmap: Bitmap): number {
  let count = 0;
  for (const word of bitmap) if (word !== 0) count += bitsOf(word);
  return count;
}

/** How many positions from the first to the last of these are in it. */
export function countWithin(bitmap: Bitmap, first: number, last: number): number {
  if (last < first) return 0;
  const [from, until] = [first >>> 5, last >>> 5];
  const [low, high] = [0xffffffff << (first & 31), 0xffffffff >>> (31 - (last & 31))];
  if (from === until) return bitsOf(bitmap[from]! & low & high);
  let count = bitsOf(bitmap[from]! & low) + bitsOf(bitmap[until]! & high);
  for (let index = from + 1; index < until; index++) count += bitsOf(bitmap[index]!);
  return count;
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The last position in it that is not after the given one; -1 for none. */
export function lastUntil(bitmap: Bitmap, position: number): number {
  if (position < 0) return -1;
  let index = position >>> 5;
  let word = bitmap[index]! & (0xffffffff >>> (31 - (position & 31)));
  while (word === 0) {
    if (--index < 0) return -1;
    word = bitmap[index]!;
  }
  return index * 32 + 31 - Math.clz32(word);
}
