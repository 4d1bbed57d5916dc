/** Usernames that people had before, and who they are now: what was written to them then still means them. */
import type { Mentioned } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { ShownPerson } from '../../shared/profiles.js';
import * as rules from '../../shared/rules/former-names.js';
import type { Piece } from '../../shared/rules/marked-pieces.js';

const bearers = new Map<string, UserView>();
const listeners = new Set<() => void>();

/** Whoever has none had none, or was erased. */
export function learnFormerNames(people: Pick<ShownPerson, 'user' | 'formerNames'>[]): void {
  let isNew = false;
  for (const { user, formerNames } of people) {
    if (!formerNames) for (const [key, { id }] of bearers) if (id === user.id) isNew = bearers.delete(key);
    for (const key of formerNames ?? []) {
      isNew ||= bearers.get(key)?.username !== user.username;
      bearers.set(key, user);
    }
  }
  if (isNew) for (const listener of listeners) listener();
}

/** Whom a text that calls these people means by a name that is not theirs any more. */
export const bearerOf = (name: string, called: Mentioned[]): UserView | undefined =>
  rules.bearerOf(name, bearers, called);

/** A line of a message, of which it is not known whom it calls, by the names of now. */
export const inNamesOfNow = (text: string): string => rules.inNamesOfNow(text, bearers);

/** The same of what a search found. */
export const piecesInNamesOfNow = (pieces: Piece[], called?: Mentioned[]): Piece[] =>
  rules.piecesInNamesOfNow(pieces, bearers, called);

/** Whenever more is known, until `signal` ends it. */
export function onFormerNames(listener: () => void, signal?: AbortSignal): void {
  listeners.add(listener);
  signal?.addEventListener('abort', () => listeners.delete(listener));
}
