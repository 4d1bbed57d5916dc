/**
 * Words that hold a message back, found whole whichever way they are spelled: in capitals, with accents or without, with letters of
 * other alphabets that look the same, with invisible characters between. A text is looked through once, however long the list is:
 * each word of it is looked up, and as many of its beginnings as a line of the list has characters.
 */
import { skeletonOf } from './skeletons.js';

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const word = /[\p{L}\p{M}\p{N}]+/gu;

/** Words as they were written, but for what cannot be seen. */
const wordsOf = (text: string): string[] => text.normalize('NFKC').replace(invisible, '').match(word) ?? [];

const folded = (written: string): string => skeletonOf(written).normalize('NFD').replace(/\p{M}/gu, '');

/** A capital I looks like a small l: what is typed in capitals is the word that it spells, and the one that it passes for. */
const readings = (written: string): string[] => [folded(written.toLowerCase()), folded(written)];

export class HeldWords {
  /** Words that follow each other, by how many they are. */
  private readonly whole = new Map<number, Set<string>>();
  private readonly beginnings = new Set<string>();
  private readonly longest: number;

  /** One line a word, or several that follow each other; with `*` at its end all words that begin so. */
  constructor(lines: readonly string[]) {
    for (const line of lines) this.add(line);
    this.longest = Math.max(0, ...[...this.beginnings].map(({ length }) => length));
  }

  /** What holds the text back, as it is written there; undefined for nothing. */
  find(text: string): string | undefined {
    if (this.whole.size === 0 && this.beginnings.size === 0) return undefined;
    const written = wordsOf(text);
    const read = written.map(readings);
    for (let place = 0; place < written.length; place++) {
      if (read[place]!.some((each) => this.begins(each))) return written[place];
      for (const [count, phrases] of this.whole) {
        if (place + count > written.length) continue;
        for (const reading of [0, 1]) {
          const phrase = read.slice(place, place + count).map((each) => each[reading]);
          if (phrases.has(phrase.join(' '))) return written.slice(place, place + count).join(' ');
        }
      }
    }
    return undefined;
  }

  private add(line: string): void {
    const words = wordsOf(line).map((each) => folded(each.toLowerCase()));
    if (words.length === 0) return;
    if (line.endsWith('*') && words.length === 1) this.beginnings.add(words[0]!);
    else this.whole.set(words.length, (this.whole.get(words.length) ?? new Set()).add(words.join(' ')));
  }

  private begins(read: string): boolean {
    const longest = Math.min(this.longest, read.length);
    for (let length = 1; length <= longest; length++)
      if (this.beginnings.has(read.slice(0, length))) return true;
    return false;
  }
}
