/**
 * The browser's database of one person's messages. It goes when they sign out, when their session is over for any other reason,
 * and when somebody else signs in. That a session was ended, that its person was removed from a room or that a message was
 * deleted cannot be known while there is no network: until then this browser shows what it was given.
 */
import type { MessageView } from '../../shared/messages.js';
import { lastReader } from '../core/last-reader.js';

const begin = 'samovar.messages.';
const version = 1;

/** How far a room is known. */
export interface KeptRoom {
  id: number;
  address: string;
  /** What is kept of it is as it was at this rev. */
  rev: number;
  /** Milliseconds. */
  openedAt: number;
}

/** The name of each store, and what is in it. */
export interface Kept {
  messages: MessageView;
  rooms: KeptRoom;
}

/** Rejects where there is no database, where it could not be erased later, or where it would be for nobody who is here. */
export async function openMessages(userId: number, closed: () => void): Promise<IDBDatabase> {
  if (!isReader(userId) || !('databases' in indexedDB)) throw new Error('nothing is kept here');
  const request = indexedDB.open(begin + userId, version);
  request.onupgradeneeded = () => create(request.result);
  const database = await answerOf(request);
  // Another tab erases it, or has a newer one: neither waits for this one.
  database.onversionchange = () => {
    database.close();
    closed();
  };
  database.onclose = closed;
  if (isReader(userId)) return database;
  // They signed out meanwhile.
  database.close();
  indexedDB.deleteDatabase(begin + userId);
  throw new Error('nothing is kept here');
}

/** Erases the messages of everybody but one person; of everybody where nobody is named. */
export async function eraseMessages(exceptOf?: number): Promise<void> {
  try {
    for (const { name } of await indexedDB.databases())
      if (name?.startsWith(begin) && name !== `${begin}${exceptOf}`) indexedDB.deleteDatabase(name);
  } catch {
    // No database here.
  }
}

/** Whether this browser is theirs now: a tab that stayed open after a sign-out keeps nothing any more. */
export const isReader = (userId: number): boolean => lastReader(localStorage) === userId;

export const answerOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(request.error?.message));
  });

export const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error(transaction.error?.message));
  });

function create(database: IDBDatabase): void {
  const messages = database.createObjectStore('messages', { keyPath: ['roomId', 'seq'] });
  messages.createIndex('rev', ['roomId', 'rev']);
  messages.createIndex('replyTo', 'replyTo');
  database.createObjectStore('rooms', { keyPath: 'id' });
}
