/** Words of somebody's own that call them as their name does: where they stand in a message. */
import { canonicalKey } from './canonical-key.js';
import { said } from './mentions.js';

/** Letters of scripts that put no spaces between words: each of them may begin a word, and end one. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';

/** A word, or one of those letters. */
const words = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}_])+`, 'gu');

const within = new RegExp(`(?![${unspaced}])[\\p{L}\\p{M}\\p{N}_]`, 'u');

/** A message as keywords are looked for in it: without code and addresses, however it is spelt. */
export const searchedText = (text: string): string => canonicalKey(said(text));

/** The words of a searched text, or of a keyword; a keyword may have none, like an emoji. */
export const wordsOf = (key: string): string[] => key.match(words) ?? [];

/** Whether a keyword (its canonical key), of one word or several, stands in a searched text as such, and not within a longer word. */
export const standsIn = (searched: string, key: string): boolean => !placesIn(searched, key).next().done;

/** Where it stands. */
export function* placesIn(searched: string, key: string): Generator<number, undefined> {
  if (key === '') return;
  for (let at = searched.indexOf(key); at !== -1; at = searched.indexOf(key, at + 1)) {
    const [before, after] = [lastOf(searched.slice(0, at)), firstOf(searched.slice(at + key.length))];
    if (!joins(before, firstOf(key)) && !joins(lastOf(key), after)) yield at;
  }
}

const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 32);
const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? ' ';

/** Two characters that follow each other within one word. */
const joins = (one: string, other: string): boolean => within.test(one) && within.test(other);
