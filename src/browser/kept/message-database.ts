/** The browser's database of messages that were read. */
import type { MessageView } from '../../shared/messages.js';
import { openDatabase } from './open-database.js';

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

export const openMessages = (userId: number, closed: () => void): Promise<IDBDatabase> =>
  openDatabase('messages', userId, { version: 1, create, closed });

function create(database: IDBDatabase): void {
  const messages = database.createObjectStore('messages', { keyPath: ['roomId', 'seq'] });
  messages.createIndex('rev', ['roomId', 'rev']);
  messages.createIndex('replyTo', 'replyTo');
  database.createObjectStore('rooms', { keyPath: 'id' });
}
