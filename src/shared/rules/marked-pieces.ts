/**
 * What a hit shows of a message's text: the part around what was found, in pieces of which some are marked. Text stays text, and
 * what it hides stays hidden. */
import type { Mark } from '../search.js';
import { type Found, foundWords } from './found-words.js';

export interface Piece {
  text: string;
  isMark: boolean;
}

/** In UTF-16 code units. */
interface Stretch {
  /** As many of a text are shown. */
  most: number;
  /** Of them before the first mark, where the text is longer than `whole`. */
  before: number;
  whole: number;
}

const paragraph: Stretch = { most: 400, before: 90, whole: 400 };
/** Its end may be cut off where there is no room. */
export const oneLine: Stretch = { most: 160, before: 30, whole: 40 };

/** What belongs to the character before it: the rest of a pair, an accent, what joins two emoji, and what it joins. */
const goesOn = /^(?:[\uDC00-\uDFFF]|\p{M}|\u200D|\uFE0F)/u;
const joiner = '\u200D';

/** `html` is what the text was formatted to, where it was. */
export function markedPieces(found: Found & { html?: string | undefined }, stretch = paragraph): Piece[] {
  const { text, marks } = foundWords(found);
  const [from, until] = stretchOf(text, marks, stretch);
  const pieces: Piece[] = [];
  const add = (piece: string, isMark: boolean) => piece !== '' && pieces.push({ text: piece, isMark });
  let at = from;
  if (from > 0) add('… ', false);
  for (const [start, end] of marks) {
    // Of marks that overlap, or lie outside, only what is still to come counts.
    const begins = Math.max(start, at);
    const ends = Math.min(end, until);
    if (begins >= ends) continue;
    add(text.slice(at, begins), false);
    add(text.slice(begins, ends), true);
    at = ends;
  }
  add(text.slice(at, until), false);
  if (until < text.length) add(' …', false);
  return pieces;
}

/** From, included, until, not included: whole words, where words end somewhere near. */
function stretchOf(text: string, marks: Mark[], { most, before, whole }: Stretch): [number, number] {
  if (text.length <= whole) return [0, text.length];
  const first = Math.min(marks[0]?.[0] ?? 0, text.length);
  const from = first <= before ? 0 : edge(text, first - before, 1);
  return [from, edge(text, Math.min(from + most, text.length), -1)];
}

/** The next place, one way or the other, where a word begins or ends; at least one where a character does. */
function edge(text: string, near: number, step: 1 | -1): number {
  if (near >= text.length) return text.length;
  for (let at = near; Math.abs(at - near) < 24; at += step)
    if (/\s/.test(text.charAt(at - Number(step === 1)))) return at;
  let at = near;
  while (
    at > 0 &&
    Math.abs(at - near) < 64 &&
    (goesOn.test(text.slice(at, at + 2)) || text.charAt(at - 1) === joiner)
  )
    at += step;
  return at;
}
