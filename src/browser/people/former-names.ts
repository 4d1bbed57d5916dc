/** Usernames that people had before, and who they are now: what was written to them then still means them. */
import type { Mentioned } from '../../shared/messages.js';
import type { UserView } from '../../shared/people.js';
import type { RenamedPerson } from '../../shared/profiles.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';

const bearers = new Map<string, UserView>();
const listeners = new Set<() => void>();

export function learnFormerNames(people: Partial<RenamedPerson>[]): void {
  let isNew = false;
  for (const { user, formerNames = [] } of people)
    for (const key of formerNames) {
      isNew ||= bearers.get(key)?.username !== user!.username;
      bearers.set(key, user!);
    }
  if (isNew) for (const listener of listeners) listener();
}

/** Whom a text that calls these people means by a name that is not theirs any more. */
export function bearerOf(name: string, called: Mentioned[]): UserView | undefined {
  const key = canonicalKey(name);
  const user = bearers.get(key);
  return user && called.includes(user.id) && canonicalKey(user.username) !== key ? user : undefined;
}

/** Whenever more is known, until `signal` ends it. */
export function onFormerNames(listener: () => void, signal: AbortSignal): void {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener));
}
