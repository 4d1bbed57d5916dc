/** A folded text in which needles are looked for. Its words are found out when the first needle asks for them. */
import { fold } from './folded.js';
import { letter } from './letters.js';
import { type LiteralNeedle, type Needle, type PhraseNeedle, stepsOf, type WordNeedle } from './needles.js';
import { stemOf } from './stems.js';
import { type Token, tokensOf } from './tokens.js';

/** From, included, until, not included. */
export type Span = [from: number, until: number];

export class Haystack {
  readonly folded;
  private read: Token[] | undefined;
  private steps: { places: Token[]; words: string[] } | undefined;

  constructor(text: string) {
    this.folded = fold(text);
  }

  /** Where a needle is, in the folded text, in no order. With `once`, whether it is anywhere. */
  find(needle: Needle, once = false): Span[] {
    if (needle.kind === 'word') return this.findWord(needle, once);
    return needle.kind === 'literal' ? this.findLiteral(needle, once) : this.findPhrase(needle, once);
  }

  private findWord({ text, isPart, stem }: WordNeedle, once: boolean): Span[] {
    const found: Span[] = [];
    const folded = this.folded.text;
    for (
      let at = isPart ? folded.indexOf(text) : -1;
      at !== -1;
      at = folded.indexOf(text, at + text.length)
    ) {
      found.push([at, at + text.length]);
      if (once) return found;
    }
    const first = text.charCodeAt(0);
    for (const { start, end, kind } of isPart && stem === null ? [] : this.tokens()) {
      // A stem begins as its words do.
      if (kind !== letter || folded.charCodeAt(start) !== first) continue;
      const word = folded.slice(start, end);
      if (word !== text && (stem === null || stemOf(word) !== stem)) continue;
      found.push([start, end]);
      if (once) return found;
    }
    return found;
  }

  private findLiteral({ text, isBoundAtStart, isBoundAtEnd }: LiteralNeedle, once: boolean): Span[] {
    const found: Span[] = [];
    const folded = this.folded.text;
    for (let at = folded.indexOf(text); at !== -1; at = folded.indexOf(text, at + 1)) {
      const end = at + text.length;
      if ((isBoundAtStart && this.isWithinWord(at)) || (isBoundAtEnd && this.isWithinWord(end))) continue;
      found.push([at, end]);
      if (once) break;
    }
    return found;
  }

  private findPhrase({ words, isJoined }: PhraseNeedle, once: boolean): Span[] {
    const found: Span[] = [];
    const { places, words: mine } = this.stepsRead();
    for (const at of occurrences(words, mine)) {
      const isAsWritten = isJoined.every(
        (joined, index) => !joined || places[at + index - 1]!.end === places[at + index]!.start,
      );
      if (!isAsWritten) continue;
      found.push([places[at]!.start, places[at + words.length - 1]!.end]);
      if (once) break;
    }
    return found;
  }

  private tokens(): Token[] {
    return (this.read ??= tokensOf(this.folded.text));
  }

  private stepsRead() {
    if (this.steps) return this.steps;
    const places = stepsOf(this.folded.text, this.tokens());
    return (this.steps = {
      places,
      words: places.map(({ start, end }) => this.folded.text.slice(start, end)),
    });
  }

  private isWithinWord(at: number): boolean {
    const tokens = this.tokens();
    let [low, high] = [0, tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tokens[middle]!.end <= at) low = middle + 1;
      else high = middle;
    }
    return low < tokens.length && tokens[low]!.start < at;
  }
}

/** Where a list stands within another one: by Knuth, Morris and Pratt, as somebody may say one word a thousand times. */
function* occurrences(wanted: string[], all: string[]): Generator<number, undefined> {
  const fallback = fallbacksOf(wanted);
  let matched = 0;
  for (let at = 0; at < all.length; at++) {
    while (matched > 0 && all[at] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (all[at] === wanted[matched]) matched++;
    if (matched < wanted.length) continue;
    yield at - matched + 1;
    matched = fallback[matched - 1]!;
  }
}

/** For each beginning of a list, how much of its end is its beginning again. */
function fallbacksOf(wanted: string[]): number[] {
  const fallback = [0];
  for (let at = 1, matched = 0; at < wanted.length; at++) {
    while (matched > 0 && wanted[at] !== wanted[matched]) matched = fallback[matched - 1]!;
    if (wanted[at] === wanted[matched]) matched++;
    fallback.push(matched);
  }
  return fallback;
}
