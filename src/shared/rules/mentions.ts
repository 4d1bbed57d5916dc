/** `@name` in a message: where it stands, and whom it means. Never in code or links, which are somebody else's words. */
import { canonicalKey } from './canonical-key.js';

/** Words that call everybody: those who are online, or all members. Nobody bears them as a name (reserved-names.ts). */
const everybodyWords = new Map<string, Everybody>([
  ...['here', 'здесь'].map((word) => [word, 'here'] as const),
  ...['room', 'all', 'everyone', 'everybody', 'channel', 'все', 'всем', 'комната', 'канал'].map(
    (word) => [word, 'room'] as const,
  ),
]);

/** Whom one word calls at once: `here` those who are online, `room` all members. */
export type Everybody = 'here' | 'room';

/** Different names that one message calls at most; those after them are only words. */
const mostNames = 50;

/** Whom a message calls, by what is written in it; who of them there is and may be called, the server knows. */
export interface Called {
  /** For each name the canonical keys that it may stand for, the likeliest first: with the marks at its end, and without. */
  names: string[][];
  everybody: Everybody | null;
}

/** A name after an @ that no word, address or other name runs into. */
const named = /(?<![\p{L}\p{M}\p{N}_.@/-])@[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*/gu;

/** Up to three spaces, and the marks that begin a piece of code or end it. */
const fence = /^ {0,3}(`{3,}|~{3,})/;

export interface Mention {
  /** Of the @. */
  index: number;
  /** Without the @. */
  name: string;
}

/**
 * The mentions in a piece of plain text. A full stop ends a sentence more often than a name: it belongs to the name only
 * where that is somebody's, as `isName` knows.
 */
export function mentionsIn(text: string, isName: (name: string) => boolean): Mention[] {
  return [...text.matchAll(named)].map(({ 0: found, index }) => {
    const whole = found.slice(1);
    return { index, name: isName(whole) ? whole : withoutEnd(whole) };
  });
}

/** Whether a name, as somebody typed it, is this person's. */
export function isNameOf(username: string): (name: string) => boolean {
  const key = canonicalKey(username);
  return (name) => canonicalKey(name) === key;
}

/** Whether a message, as it was written, means this person. */
export function means(text: string, username: string): boolean {
  const isTheirs = isNameOf(username);
  return mentionsIn(said(text), isTheirs).some(({ name }) => isTheirs(name));
}

/** Whom a word after an @ calls at once, if it is one of those that do. */
export const everybodyBy = (name: string): Everybody | undefined => everybodyWords.get(canonicalKey(name));

/** Whom a message calls, as it was written; null where it calls nobody. */
export function calledIn(text: string): Called | null {
  if (!text.includes('@')) return null;
  const names = new Map<string, string[]>();
  let everybody: Everybody | null = null;
  for (const { 0: found } of said(text).matchAll(named)) {
    const keys = [...new Set([found.slice(1), withoutEnd(found.slice(1))].map(canonicalKey))];
    const called = everybodyWords.get(keys.at(-1)!);
    if (called) everybody = everybody === 'room' ? everybody : called;
    else if (names.size < mostNames) names.set(keys[0]!, keys);
  }
  return names.size > 0 || everybody ? { names: [...names.values()], everybody } : null;
}

function withoutEnd(name: string): string {
  let end = name.length;
  while ('._-'.includes(name[end - 1]!)) end--;
  return name.slice(0, end);
}

/** A text without what is somebody else's words: code, as the formatting of messages takes it, and addresses. */
export const said = (text: string): string =>
  withoutSpans(withoutFences(text)).replace(/https?:\/\/\S+/gi, '\n');

/** Without code between fences; one that is never closed goes to the end. */
function withoutFences(text: string): string {
  let open: string | undefined;
  const lines = text.split('\n').map((line) => {
    const marks = fence.exec(line)?.[1];
    if (open === undefined) {
      open = marks;
      return marks === undefined ? line : '';
    }
    if (marks?.startsWith(open)) open = undefined;
    return '';
  });
  return lines.join('\n');
}

/** Without code between backticks: as many close it as have opened it. */
function withoutSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: { length }, index }) => ({ length, index }));
  const closings: (number | undefined)[] = [];
  const next = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    closings[at] = next.get(runs[at]!.length);
    next.set(runs[at]!.length, at);
  }
  let rest = '';
  let from = 0;
  for (let at = 0; at < runs.length; at++) {
    const closing = closings[at];
    if (closing === undefined) continue;
    rest += `${text.slice(from, runs[at]!.index)}\n`;
    from = runs[closing]!.index + runs[closing]!.length;
    at = closing;
  }
  return rest + text.slice(from);
}
