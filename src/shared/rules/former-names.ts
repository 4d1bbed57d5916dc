/** Usernames that people had before: what was written to them by one of these is shown by the name that they have now. */
import type { Mentioned } from '../messages.js';
import type { UserView } from '../people.js';
import { canonicalKey } from './canonical-key.js';
import type { Piece } from './marked-pieces.js';
import { mentionsIn } from './mentions.js';

/** Canonical keys of such names, and whose they were. They stay theirs: nobody else takes one. */
export type Bearers = ReadonlyMap<string, UserView>;

export interface FormerMention {
  /** Of the @. */
  from: number;
  /** Behind the name. */
  to: number;
  bearer: UserView;
}

/** Whom this name means that is not theirs any more. `called`: whom the message calls, where that is known; nobody else is meant then. */
export function bearerOf(name: string, bearers: Bearers, called?: Mentioned[]): UserView | undefined {
  const key = canonicalKey(name);
  const user = bearers.get(key);
  if (!user || canonicalKey(user.username) === key) return undefined;
  return !called || called.includes(user.id) ? user : undefined;
}

/** In a piece of plain text, in its order. */
export function formerMentionsIn(text: string, bearers: Bearers, called?: Mentioned[]): FormerMention[] {
  if (bearers.size === 0 || !text.includes('@')) return [];
  const isFormer = (name: string) => bearerOf(name, bearers, called) !== undefined;
  return mentionsIn(text, isFormer).flatMap(({ index: from, name }) => {
    const bearer = bearerOf(name, bearers, called);
    return bearer ? [{ from, to: from + 1 + name.length, bearer }] : [];
  });
}

/** A line of a message as lists, quotes and notices show it, which do not know whom it calls. */
export function inNamesOfNow(text: string, bearers: Bearers, called?: Mentioned[]): string {
  let rest = '';
  let end = 0;
  for (const { from, to, bearer } of formerMentionsIn(text, bearers, called)) {
    rest += `${text.slice(end, from)}@${bearer.username}`;
    end = to;
  }
  return rest + text.slice(end);
}

/** The same of what was found: a name of which a part was marked is marked. */
export function piecesInNamesOfNow(pieces: Piece[], bearers: Bearers, called?: Mentioned[]): Piece[] {
  const found = formerMentionsIn(pieces.map(({ text }) => text).join(''), bearers, called);
  const shown: Piece[] = [];
  let end = 0;
  for (const { from, to, bearer } of found) {
    const isMark = between(pieces, from, to).some((piece) => piece.isMark);
    shown.push(...between(pieces, end, from), { text: `@${bearer.username}`, isMark });
    end = to;
  }
  return found.length > 0 ? [...shown, ...between(pieces, end, Infinity)] : pieces;
}

/** What of these stands between two places of their text. */
function between(pieces: Piece[], from: number, to: number): Piece[] {
  let at = 0;
  return pieces.flatMap(({ text, isMark }) => {
    const part = text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    at += text.length;
    return part === '' ? [] : [{ text: part, isMark }];
  });
}
