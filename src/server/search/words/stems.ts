/** What the forms of a word have in common: English in Latin letters, Russian in Cyrillic ones, no other language. */
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';
import { LRUCache } from 'lru-cache';
import { formsOf, regularOf } from './irregular-words.js';

/** Nobody writes longer ones, and the stemmers' expressions take time by the square of them. */
const longest = 40;

const latin = /^[a-z]+$/;
const cyrillic = /^[а-яѐ-џ]+$/;

const none: readonly string[] = [];
const kept = new LRUCache<string, readonly string[]>({ max: 20_000 });

/** Of a folded word; forms of one word have one of them in common. None for what has no forms. */
export function stemsOf(word: string): readonly string[] {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const stems = word.length > longest ? none : found(word);
  kept.set(word, stems);
  return stems;
}

function found(word: string): readonly string[] {
  if (latin.test(word)) return different(english(word) || word, regularOf(word));
  if (!cyrillic.test(word)) return none;
  return different(russian(word) || word, regularOf(word), ...withoutFleeting(word));
}

const different = (...stems: (string | undefined)[]): string[] => [
  ...new Set(stems.filter((stem) => stem !== undefined)),
];

/**
 * In Russian a vowel comes between the last consonants where a word has no ending: ошибка, ошибок; уровень, уровня; письмо, писем;
 * копейка, копеек. Of a word that always had it, nothing else has this stem.
 */
function withoutFleeting(word: string): string[] {
  const [, before, letter, vowel, last] = /^(.+)([^ъь])([ое])([бвгдзклмнрстцчш])ь?$/.exec(word) ?? [];
  if (before === undefined) return [];
  if ('аеиоуыэюя'.includes(letter!)) return vowel === 'е' ? [`${before}${letter}й${last}`] : [];
  const plain = `${before}${letter}${last}`;
  return vowel === 'е' && 'бгкмц'.includes(last!) ? [plain, `${before}${letter}ь${last}`] : [plain];
}

/**
 * What all words with a stem begin with. The stemmers change what a word ends with, and of a stem at most its last letter is not
 * the word's, in Russian the last two: happy is happi, чаек is чайк.
 */
export function beginningsOf(stem: string): string[] {
  const own = stem.length - (latin.test(stem) ? 1 : 2);
  const usual = stem.slice(0, Math.max(1, Math.min(3, own)));
  return [usual, ...formsOf(stem).filter((form) => !form.startsWith(usual))];
}
