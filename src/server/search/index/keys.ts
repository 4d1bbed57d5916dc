/**
 * The keys under which a segment keeps what its messages say. Of each word every end of it with three letters or more, cut: whoever
 * looks for a part of a word asks for all keys that begin with it, and finds them side by side. Words of one or two letters whole, and
 * what else is known of a message, each under a sign of its own that no word has. Stems have one behind them: so they share with the
 * words what these begin with.
 */

import type { IndexedWord } from '../words/indexed-words.js';
import { isSecondHalf, kindOf, unspaced } from '../words/letters.js';
import type { Key } from '../words/needles.js';

/** Letters (UTF-16 units) of a part of a word; of a stem. What begins alike for longer is told apart by the message itself. */
const [longestPart, longestStem] = [8, 24];

/** What is looked up: the keys that begin so, or the one that is this. */
export interface Lookup {
  key: Uint8Array;
  /** Decides the row. */
  hash: number;
  isBeginning: boolean;
}

const whole = (word: string) => `=${word.slice(0, longestStem)}`;

export function keysOfWord({ text, leastPart, isWhole, stems }: IndexedWord): string[] {
  const keys = [...(isWhole ? [whole(text)] : []), ...stems.map(keyOfStem)];
  if (leastPart > 0)
    for (let start = 0; text.length - start >= leastPart; start++)
      if (!isSecondHalf(text.charCodeAt(start))) keys.push(text.slice(start, start + longestPart));
  return keys;
}

/** No part of a word ends with it. */
const stemSign = '~';

export const endOfStem = stemSign.charCodeAt(0);

const keyOfStem = (stem: string): string => stem.slice(0, longestStem) + stemSign;

export const keyOfAttribute = (attribute: string): string => `#${attribute}`;

export const lookupOf = ({ kind, text }: Key): Lookup =>
  kind === 'part'
    ? lookup(text.slice(0, longestPart), true)
    : lookup(kind === 'word' ? whole(text) : keyOfStem(text));

export const lookupOfAttribute = (attribute: string): Lookup => lookup(keyOfAttribute(attribute));

const lookup = (key: string, isBeginning = false): Lookup => ({
  ...{ key: Buffer.from(key), hash: hashOf(key) },
  isBeginning,
});

/** Whether messages are found by it that do not have it: what is cut off may be another one. */
export const isCut = ({ kind, text }: Key): boolean =>
  text.length > (kind === 'part' ? longestPart : longestStem);

const [offset, prime] = [0x811c9dc5, 0x01000193];

/**
 * Decides the row that a key stands in: by its first three letters, so that what begins alike is in one row, and a word's parts and its
 * stem mostly are, too. By one where that is a part already. FNV-1a.
 */
export function hashOf(key: string): number {
  const sign = key.charCodeAt(0);
  const isAttribute = sign === 0x23;
  const start = isAttribute || sign === 0x3d ? 1 : 0;
  const first = key.codePointAt(start) ?? 0;
  const letters = kindOf(first) === unspaced ? (first > 0xffff ? 2 : 1) : isAttribute ? key.length : 3;
  let hash = offset;
  for (let place = start; place < Math.min(key.length, start + letters); place++)
    hash = Math.imul(hash ^ key.charCodeAt(place), prime);
  // The upper bits choose the row, and the last letter must reach them.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Of a segment with 2^bits rows. */
export const rowOf = (hash: number, bits: number): number => (bits === 0 ? 0 : hash >>> (32 - bits));
