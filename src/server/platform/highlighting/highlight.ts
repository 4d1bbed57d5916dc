/**
 * Code as HTML whose parts have classes, for colours; by highlight.js, of which no more is read than the languages that somebody
 * wrote in. Its patterns were not made for hostile texts: 4,000 times `E` or `_` take PHP, INI and Java 90 ms, where code that people
 * write takes 1 to 5, and nobody knows what is worse. So each is broken off in time, all together have a share of it, and code that is
 * left over stays as it is. On a machine that is so busy that a few milliseconds become a quarter of a second it stays so, too.
 */
import { createRequire } from 'node:module';
import { ShareOfTime } from '../work/share-of-time.js';
import { withinTime } from '../work/within-time.js';
import { languages, within } from './languages.js';

interface Highlighter {
  configure(options: { classPrefix: string }): void;
  getLanguage(name: string): unknown;
  registerLanguage(name: string, definition: unknown): void;
  highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { value: string };
}

/** Milliseconds. */
export const longest = 250;

const share = new ShareOfTime(0.05, 1_000);

/** Synchronous, and outside of the bundle: whoever sends code does not wait in line for the first who did. */
const require = createRequire(import.meta.url);

let highlighter: Highlighter | undefined;

const byName = new Map(
  Object.entries(languages).flatMap(([language, others]) =>
    [language, ...others.split(' ').filter(Boolean)].map((name) => [name, language] as const),
  ),
);

/** Safe HTML; null for a language that is not known, and for what takes too long. Nothing is guessed. */
export function highlight(code: string, name: string): string | null {
  const language = byName.get(name.toLowerCase());
  if (!language || !share.isLeft) return null;
  const known = knowing(language);
  const made = share.spend(() =>
    withinTime(longest, () => known.highlight(code, { language, ignoreIllegals: true }).value),
  );
  return made ?? null;
}

function knowing(language: string): Highlighter {
  if (!highlighter) {
    highlighter = require('highlight.js/lib/core') as Highlighter;
    highlighter.configure({ classPrefix: 'code-' });
  }
  if (highlighter.getLanguage(language)) return highlighter;
  highlighter.registerLanguage(language, require(`highlight.js/lib/languages/${language}`));
  for (const inner of within[language] ?? []) knowing(inner);
  // Its patterns are put together at the first use, which is slow and must not be broken off.
  highlighter.highlight('a(1, "b"); // c\n', { language, ignoreIllegals: true });
  return highlighter;
}
