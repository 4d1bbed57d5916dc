/** A text that is not answered yet, and where the browser keeps it: each under its own key, by person and room. */
import type { QuotedView } from '../../shared/messages.js';
import type { UnsentFile } from './carried-files.js';
import { keysWith, type Store } from './store.js';

/** What a text answers: the message, and one line of it. */
export interface Answered extends QuotedView {
  id: number;
  /** The message that began the thread of it. */
  threadId?: number;
  /** Its author is not to be called for that. */
  quiet?: true;
}

export interface Unsent {
  clientId: string;
  text: string;
  answers?: Answered;
  /** One at least, where there are any. */
  files?: UnsentFile[];
  /** Nothing is to be shown of what its link leads to. */
  noPreview?: true;
  /** ISO 8601; also its place in the order. */
  createdAt: string;
  /** The server's sentence, once it was refused: it waits for Retry or Discard. */
  refusal?: string;
  /** Its first id turned out to be another message's, so it has a new one. */
  isRenamed?: true;
  /** It went out with its files, and the server has not said that it is not stored: as it went it must go again. */
  mayBeStored?: true;
}

const begin = 'samovar.outbox.';

/** What the keys of a person's unsent texts for one room begin with. */
export const outboxPrefix = (userId: number, roomId: number): string => `${begin}${userId}.${roomId}.`;

/** The rooms for which a person left texts in this browser. */
export function roomsWithUnsent(store: Store, userId: number): number[] {
  const mine = keysWith(store, `${begin}${userId}.`);
  return [...new Set(mine.map((key) => Number(key.split('.')[3])))];
}

/** All that a person wrote in this browser and that is not answered yet, in the order of writing. */
export const unsentOf = (store: Store, userId: number): Unsent[] => unsentUnder(store, `${begin}${userId}.`);

/** The same under keys that begin so. */
export function unsentUnder(store: Store, prefix: string): Unsent[] {
  return keysWith(store, prefix)
    .map((key) => JSON.parse(store.getItem(key)!) as Unsent)
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}
