/** What of a text an index keeps, so that whatever the matcher would find in it is found by keys. */
import { fold } from './folded.js';
import { stemsOf } from './stems.js';
import { isPart, type Token, tokensOf } from './tokens.js';
import { letter, unspaced } from './letters.js';

export interface IndexedWord {
  /** Folded. */
  text: string;
  /** Its parts from its n-th letter to its end are looked for where they have at least so many letters; 0: never in parts. */
  leastPart: number;
  /** Looked for as a whole: too short for parts, or an emoji. */
  isWhole: boolean;
  /** Of which its other forms have one, too. */
  stems: readonly string[];
}

/** The words of a text, each once. */
export function indexedWords(text: string): IndexedWord[] {
  const folded = fold(text);
  const words = new Map<string, IndexedWord>();
  for (const token of tokensOf(folded)) {
    const word = folded.slice(token.start, token.end);
    if (!words.has(word)) words.set(word, indexed(word, token.kind));
  }
  return [...words.values()];
}

function indexed(text: string, kind: Token['kind']): IndexedWord {
  return {
    text,
    leastPart: kind === letter ? 3 : kind === unspaced ? 1 : 0,
    isWhole: !isPart(text, kind),
    stems: kind === letter ? stemsOf(text) : [],
  };
}
