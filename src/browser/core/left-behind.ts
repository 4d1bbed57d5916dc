/**
 * What stays in a browser that several people may use. Whoever signs out leaves nothing. Whose session ended otherwise (it
 * was ended elsewhere, the account is disabled) finds what they had not sent when they are back: it is theirs alone, goes
 * when somebody else signs in here, and a week after the sign-in page was first shown.
 */
import { keysWith, type Store } from './store.js';

const begin = 'samovar.';
const leaving = 'samovar.leaving';
const away = 'samovar.away';

/** Outbox and drafts; the number is whose they are. */
const personal = /^samovar\.(?:outbox|draft)\.(\d+)\./;

/** Milliseconds. */
const week = 7 * 24 * 3600 * 1000;

/** They are signing out: once that has succeeded, `signedOut` clears everything. */
export function isLeaving(store: Store): void {
  put(store, leaving, '1');
}

/** A page for somebody who is signed in. */
export function signedIn(store: Store, userId: number): void {
  store.removeItem(leaving);
  store.removeItem(away);
  for (const key of keysWith(store, begin)) {
    const owner = personal.exec(key)?.[1];
    if (owner !== undefined && Number(owner) !== userId) store.removeItem(key);
  }
}

/** A page for nobody; answers whether nothing of anybody is to be left. */
export function signedOut(store: Store, now = Date.now()): boolean {
  const since = store.getItem(away);
  if (store.getItem(leaving) !== null || (since !== null && now - Number(since) > week)) {
    for (const key of keysWith(store, begin)) store.removeItem(key);
    return true;
  }
  const isLeft = keysWith(store, begin).some((key) => personal.test(key));
  if (since === null && isLeft) put(store, away, String(now));
  return !isLeft;
}

function put(store: Store, key: string, value: string): void {
  try {
    store.setItem(key, value);
  } catch {
    // Storage full or forbidden: then nothing is kept in it either.
  }
}
