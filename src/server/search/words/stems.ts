/** What the forms of a word have in common: English in Latin letters, Russian in Cyrillic ones, no other language. */
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';
import { LRUCache } from 'lru-cache';

/** Nobody writes longer ones, and the stemmers' expressions take time by the square of them. */
const longest = 40;

const latin = /^[a-z]+$/;
const cyrillic = /^[а-яѐ-џ]+$/;

/**
 * What all words with a stem begin with. The stemmers change what a word ends with, and of a stem at most its last letter is not
 * the word's: happy is happi.
 */
export const beginningOf = (stem: string): string => stem.slice(0, Math.max(1, Math.min(3, stem.length - 1)));

const kept = new LRUCache<string, string>({ max: 20_000 });

/** Of a folded word; it begins with the same letter. Null for what has no forms. */
export function stemOf(word: string): string | null {
  const known = kept.get(word);
  if (known !== undefined) return known === '' ? null : known;
  const stem = word.length > longest ? '' : stemmed(word);
  kept.set(word, stem);
  return stem === '' ? null : stem;
}

function stemmed(word: string): string {
  if (latin.test(word)) return english(word) || word;
  return cyrillic.test(word) ? russian(word) || word : '';
}
