/** Who is signed in in this browser, for pages that the server cannot be asked for. */
import type { Store } from './store.js';

const key = 'samovar.reader';

/** Says who the server's page was made for; undefined: for nobody, or they are signing out. */
export function rememberReader(store: Store, userId: number | undefined): void {
  try {
    if (userId === undefined) store.removeItem(key);
    else store.setItem(key, String(userId));
  } catch {
    // Storage full or forbidden: then nobody is known.
  }
}

export function lastReader(store: Store): number | undefined {
  const stored = store.getItem(key);
  return stored === null ? undefined : Number(stored);
}
