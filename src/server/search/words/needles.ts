/** What one term of a query looks for in folded texts. */
import type { Term } from '../../../shared/rules/search-query.js';
import { fold } from './folded.js';
import { divider, emoji, letter, unspaced } from './letters.js';
import { withoutSentence } from './sentences.js';
import { beginningsOf, stemsOf } from './stems.js';
import { isPart, type Token, tokensOf } from './tokens.js';

/** What an index can be asked for: a part of a word, a whole one that is too short for that, what its forms have in common. */
export interface Key {
  kind: 'part' | 'word' | 'stem';
  text: string;
}

interface Keyed {
  /** An index looks for one of each of these; none: it cannot help. */
  keys: Key[][];
}

/** A word in any of its forms, or as a part of another one. */
export interface WordNeedle extends Keyed {
  kind: 'word';
  text: string;
  isPart: boolean;
  stems: readonly string[];
  /** What itself and the words with one of these stems begin with. */
  beginnings: string[];
}

/** What has signs in it, as it is written. */
export interface LiteralNeedle extends Keyed {
  kind: 'literal';
  text: string;
  /** Where no longer word may run into it. */
  isBoundAtStart: boolean;
  isBoundAtEnd: boolean;
  /** A number, before which a v may stand: 1.2.3 is v1.2.3. */
  isVersion: boolean;
}

/** Words that follow each other, whatever signs are between them. */
export interface PhraseNeedle extends Keyed {
  kind: 'phrase';
  words: string[];
  /** Of each of them but the first: whether it is written at the one before, as letters of scripts without spaces are. */
  isJoined: boolean[];
}

export type Needle = WordNeedle | LiteralNeedle | PhraseNeedle;

/** What a term looks for; null for one that says nothing. */
export function needleOf({ kind, text }: Term): Needle | null {
  const folded = fold(text.toWellFormed()).replaceAll(divider, ' ').trim();
  if (folded === '') return null;
  if (kind === 'phrase') return phraseOf(folded) ?? literalOf(folded, []);
  const core = withoutSentence(folded);
  const tokens = tokensOf(core);
  if (tokens.length === 0) return literalOf(folded, []);
  const [only] = tokens;
  const isWord = only!.start === 0 && only!.end === core.length && only!.kind !== emoji;
  return isWord ? wordOf(core, only!.kind) : literalOf(core, tokens);
}

function wordOf(text: string, kind: Token['kind']): WordNeedle {
  const stems = kind === letter ? stemsOf(text) : [];
  const beginnings = stems.length === 0 ? [text] : [...new Set(stems.flatMap(beginningsOf))];
  const keys = [keyOf(text, kind), ...stems.map((stem) => ({ kind: 'stem' as const, text: stem }))];
  return { kind: 'word', text, isPart: isPart(text, kind), stems, beginnings, keys: [keys] };
}

function literalOf(text: string, tokens: Token[]): LiteralNeedle {
  const [first, last] = [tokens[0], tokens.at(-1)];
  const isBound = ({ start, end, kind }: Token) => !isPart(text.slice(start, end), kind);
  const isBoundAtStart = first?.start === 0 && isBound(first);
  const isVersion = isBoundAtStart && /^\d+\.\d/.test(text);
  const keys = keysOf(text, tokens);
  if (isVersion) keys[0]!.push({ kind: 'word', text: `v${keys[0]![0]!.text}` });
  const isBoundAtEnd = last?.end === text.length && isBound(last);
  return { kind: 'literal', text, isBoundAtStart, isBoundAtEnd, isVersion, keys };
}

function phraseOf(folded: string): PhraseNeedle | null {
  const tokens = tokensOf(folded);
  if (tokens.length === 0) return null;
  const steps = stepsOf(folded, tokens);
  return {
    kind: 'phrase',
    words: steps.map(({ start, end }) => folded.slice(start, end)),
    isJoined: steps.map(
      ({ start, kind }, index) => index > 0 && kind === unspaced && steps[index - 1]!.end === start,
    ),
    keys: keysOf(folded, tokens),
  };
}

/** The words that phrases are made of: in scripts without spaces each letter is one. */
export function stepsOf(folded: string, tokens: Token[]): Token[] {
  return tokens.flatMap((token) => {
    if (token.kind !== unspaced) return token;
    let start = token.start;
    return [...folded.slice(token.start, token.end)].map((one) => ({
      start,
      end: (start += one.length),
      kind: token.kind,
    }));
  });
}

const keyOf = (text: string, kind: Token['kind']): Key => ({
  kind: isPart(text, kind) ? 'part' : 'word',
  text,
});

function keysOf(text: string, tokens: Token[]): Key[][] {
  const keys = new Map<string, Key>();
  for (const { start, end, kind } of tokens) {
    const word = text.slice(start, end);
    keys.set(word, keyOf(word, kind));
  }
  return [...keys.values()].map((key) => [key]);
}
