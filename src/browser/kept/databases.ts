/**
 * The browser's databases of one person. That a session was ended, that its person was removed from a room or that a message was
 * deleted cannot be known while there is no network: until then this browser shows what it was given.
 */
import { lastReader } from '../core/last-reader.js';

/** What is kept of messages that were read goes with the session; files that are not sent yet, as the texts beside them, with the sign-out. */
export const databases = { messages: 'samovar.messages.', files: 'samovar.files.' } as const;
export type KeptKind = keyof typeof databases;

/** Erases what is kept of everybody but one person; of everybody where nobody is named. */
export async function eraseDatabases(kind: KeptKind, exceptOf?: number): Promise<void> {
  const begin = databases[kind];
  try {
    for (const { name } of await indexedDB.databases())
      if (name?.startsWith(begin) && name !== `${begin}${exceptOf}`) indexedDB.deleteDatabase(name);
  } catch {
    // No database here.
  }
}

/** Whether this browser is theirs now: a tab that stayed open after a sign-out keeps nothing any more. */
export const isReader = (userId: number): boolean => lastReader(localStorage) === userId;
