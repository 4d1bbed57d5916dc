/**
 * A text in which something was found, as it is read: the words of its HTML, and where in them the marks are. Both are walked in
 * step, as the words are what is written without the marks of formatting; white space is left out of account.
 */
import type { Mark } from '../search.js';
import { cover, coveredMarks } from './covered.js';
import { wordsOf } from './words.js';

export interface Found {
  text: string;
  marks: Mark[];
}

/** As it was written, and what it hides covered, where it has no HTML or a mark stands on what is no word of it: the language of some code. */
export function foundWords(said: Found & { html?: string | undefined }): Found {
  const written = coveredMarks(said.text, said.marks);
  if (said.html === undefined) return written;
  const text = wordsOf(said.html).replace(covers, cover);
  const places = placesIn(text, written.text);
  const marks = places && written.marks.map((mark) => moved(mark, written.text, places));
  return marks?.every((mark) => mark !== undefined) ? { text, marks } : written;
}

/** What is written covers all between the first and the last that is hidden. */
const covers = new RegExp(`${cover}.*${cover}`);

/**
 * What stands in the words as a whole, or not at all: the number of an item, the line that begins some code, what an address has
 * encoded, a run of letters or numbers, any other character.
 */
const parts = /\s+|\d{1,9}[.)](?=\s)|`{3,9}(?!`)[^`\n]*(?=\n)|(?:%[\da-fA-F]{2})+|[\p{L}\p{N}\p{M}]+|./gu;

/** For each UTF-16 code unit of what is written its place in the words, -1 for none; null where these are not all in it. */
function placesIn(words: string, written: string): Int32Array | null {
  const places = new Int32Array(written.length).fill(-1);
  let at = 0;
  for (const { 0: part, index } of written.matchAll(parts)) {
    const next = words[at] === ' ' ? at + 1 : at;
    if (words.startsWith(part, next)) {
      for (let unit = 0; unit < part.length; unit++) places[index + unit] = next + unit;
      at = next + part.length;
    } else if (part.length > 2 && part.startsWith('%')) {
      const decoded = decodedOf(part);
      if (words.startsWith(decoded, next)) at = next + decoded.length;
    }
  }
  return at === words.length ? places : null;
}

function decodedOf(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Of one code unit: halves of pairs, too. */
const word = /[\p{L}\p{N}\p{M}\p{Cs}]/u;

/** Undefined where something of it is no word. */
function moved([start, end]: Mark, written: string, places: Int32Array): Mark | undefined {
  const units = Array.from(places.subarray(start, end));
  const shown = units.filter((place) => place >= 0);
  const isWhole = units.every((place, unit) => place >= 0 || !word.test(written[start + unit]!));
  return isWhole && shown.length > 0 ? [shown[0]!, shown.at(-1)! + 1] : undefined;
}
