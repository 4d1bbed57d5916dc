/** The words of a folded text: runs of letters and digits, each emoji by itself; ERR_404 is two. */
import { emoji, endOfEmoji, type Kind, kindOf, letter, sign, unitsOf } from './letters.js';

export interface Token {
  start: number;
  end: number;
  kind: Exclude<Kind, typeof sign>;
}

export function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  let open: Token | undefined;
  for (let at = 0; at < folded.length;) {
    const point = folded.codePointAt(at)!;
    const kind = kindOf(point);
    const end = kind === emoji ? endOfEmoji(folded, at) : at + unitsOf(point);
    if (open?.kind === kind && kind !== emoji) open.end = end;
    else if (kind === sign) open = undefined;
    else tokens.push((open = { start: at, end, kind }));
    at = end;
  }
  return tokens;
}

/** Shorter words of alphabets are found as a whole only: a letter or two stand in nearly every word. */
const leastPart = 3;

/** Whether parts that are written so are found within words. */
export function isPart(text: string, kind: Token['kind']): boolean {
  if (kind === letter) return hasLetters(text, leastPart);
  return kind !== emoji;
}

function hasLetters(text: string, least: number): boolean {
  if (text.length < least) return false;
  return text.length >= 2 * least || [...text].length >= least;
}
