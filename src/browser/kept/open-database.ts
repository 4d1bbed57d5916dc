/** Opens one person's database, and waits for what it answers. */
import { databases, isReader, type KeptKind } from './databases.js';

interface Opening {
  version: number;
  create(database: IDBDatabase): void;
  /** It can be used no more. */
  closed(): void;
}

/** Rejects where there is no database, where it could not be erased later, or where it would be for nobody who is here. */
export async function openDatabase(kind: KeptKind, userId: number, opening: Opening): Promise<IDBDatabase> {
  if (!isReader(userId) || !('databases' in indexedDB)) throw new Error('nothing is kept here');
  const name = databases[kind] + userId;
  const request = indexedDB.open(name, opening.version);
  request.onupgradeneeded = () => opening.create(request.result);
  const database = await answerOf(request);
  // Another tab erases it, or has a newer one: neither waits for this one.
  database.onversionchange = () => {
    database.close();
    opening.closed();
  };
  database.onclose = () => opening.closed();
  if (isReader(userId)) return database;
  // They signed out meanwhile.
  database.close();
  indexedDB.deleteDatabase(name);
  throw new Error('nothing is kept here');
}

export const answerOf = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no answer'));
  });

export const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('not written'));
  });
