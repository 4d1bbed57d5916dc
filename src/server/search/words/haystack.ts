/** A folded text in which needles are looked for. All its words are found out only for those that ask for them. */
import { fold } from './folded.js';
import { isSecondHalf, kindOf, letter, unitsOf, unspaced } from './letters.js';
import { type LiteralNeedle, type Needle, type PhraseNeedle, stepsOf, type WordNeedle } from './needles.js';
import { occurrences } from './occurrences.js';
import { stemsOf } from './stems.js';
import { type Token, tokensOf } from './tokens.js';

/** From, included, until, not included. */
export type Span = [from: number, until: number];

export class Haystack {
  private readonly text: string;
  private read: Token[] | undefined;
  private steps: { places: Token[]; words: string[] } | undefined;

  constructor(text: string) {
    this.text = fold(text);
  }

  /** Where a needle is, in the folded text, in no order. With `once`, whether it is anywhere. */
  find(needle: Needle, once = false): Span[] {
    if (needle.kind === 'word') return this.findWord(needle, once);
    return needle.kind === 'literal' ? this.findLiteral(needle, once) : this.findPhrase(needle, once);
  }

  private findWord(needle: WordNeedle, once: boolean): Span[] {
    const found: Span[] = [];
    const { text, isPart, stems, beginnings } = needle;
    let at = isPart ? this.text.indexOf(text) : -1;
    for (; at !== -1; at = this.text.indexOf(text, at + text.length)) {
      found.push([at, at + text.length]);
      if (once) return found;
    }
    if (isPart && stems.length === 0) return found;
    for (const beginning of beginnings) this.findForms(needle, beginning, found);
    return found;
  }

  /** By V8's own search for what they begin with: most texts have none, and need not be taken apart. */
  private findForms({ text, stems }: WordNeedle, beginning: string, found: Span[]): void {
    for (let at = this.text.indexOf(beginning); at !== -1; at = this.text.indexOf(beginning, at + 1)) {
      if (this.isWithinWord(at)) continue;
      const end = this.endOfWord(at);
      const word = this.text.slice(at, end);
      if (word === text || stemsOf(word).some((stem) => stems.includes(stem))) found.push([at, end]);
    }
  }

  private findLiteral(
    { text, isBoundAtStart, isBoundAtEnd, isVersion }: LiteralNeedle,
    once: boolean,
  ): Span[] {
    const found: Span[] = [];
    for (let at = this.text.indexOf(text); at !== -1; at = this.text.indexOf(text, at + 1)) {
      const start = isVersion && this.text[at - 1] === 'v' ? at - 1 : at;
      const end = at + text.length;
      if ((isBoundAtStart && this.isWithinWord(start)) || (isBoundAtEnd && this.isWithinWord(end))) continue;
      found.push([at, end]);
      if (once) break;
    }
    return found;
  }

  private findPhrase({ words, isJoined }: PhraseNeedle, once: boolean): Span[] {
    if (!words.every((word) => this.text.includes(word))) return [];
    const found: Span[] = [];
    const { places, words: own } = this.stepsRead();
    for (const at of occurrences(words, own)) {
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
    return (this.read ??= tokensOf(this.text));
  }

  private stepsRead() {
    if (this.steps) return this.steps;
    const places = stepsOf(this.text, this.tokens());
    return (this.steps = { places, words: places.map(({ start, end }) => this.text.slice(start, end)) });
  }

  /** Whether a place is between two letters of one word, or within an emoji. */
  private isWithinWord(at: number): boolean {
    if (at === 0 || at === this.text.length) return false;
    const before = kindOf(pointBefore(this.text, at));
    const after = kindOf(this.text.codePointAt(at)!);
    const isLetter = before === letter || before === unspaced || after === letter || after === unspaced;
    return isLetter ? before === after : this.isWithinToken(at);
  }

  private isWithinToken(at: number): boolean {
    const tokens = this.tokens();
    let [low, high] = [0, tokens.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tokens[middle]!.end <= at) low = middle + 1;
      else high = middle;
    }
    return low < tokens.length && tokens[low]!.start < at;
  }

  private endOfWord(start: number): number {
    let end = start;
    while (end < this.text.length && kindOf(this.text.codePointAt(end)!) === letter)
      end += unitsOf(this.text.codePointAt(end)!);
    return end;
  }
}

const pointBefore = (text: string, at: number): number =>
  isSecondHalf(text.charCodeAt(at - 1)) && at > 1 ? text.codePointAt(at - 2)! : text.charCodeAt(at - 1);
