/** What is asked of the messages in the browser's database, within a transaction. */
import { limits } from '../../shared/limits.js';
import type { HistoryView, MessageView } from '../../shared/messages.js';
import { quoteOf } from '../../shared/rules/words.js';
import { answerOf } from './open-database.js';

/** A page of history: before, after or around a seq, or the newest. */
export interface Edge {
  before?: number;
  after?: number;
  around?: number;
}

const { historyPage } = limits;

/** Of a room the seqs from `from` on, and before `to`. */
export const range = (roomId: number, from: number, to: number) =>
  IDBKeyRange.bound([roomId, from], [roomId, to], false, true);

/** An older state than is here changes nothing. */
export function put(store: IDBObjectStore, message: MessageView): void {
  const request = store.get([message.roomId, message.seq]) as IDBRequest<MessageView | undefined>;
  request.onsuccess = () => {
    if (request.result && request.result.rev > message.rev) return;
    store.put(message);
    if (message.deletedAt ?? message.editedAt) putInQuotes(store, message);
  };
}

/** What answers it holds a line of it: of a text that is gone nothing is left there either. */
function putInQuotes(store: IDBObjectStore, { id, text, html }: MessageView): void {
  const request = store.index('replyTo').openCursor(IDBKeyRange.only(id));
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    const { quoted, ...answer } = cursor.value as MessageView;
    const line = text && quoteOf(text, html);
    if (quoted) cursor.update({ ...answer, quoted: { ...quoted, text: line } });
    cursor.continue();
  };
}

/** In the order of seq. Rejects where the seq in the middle is not here. */
export async function pageOf(
  store: IDBObjectStore,
  roomId: number,
  { before, after, around }: Edge,
): Promise<HistoryView> {
  if (after !== undefined) return pageAt([], await upFrom(store, roomId, after));
  if (around === undefined) return pageAt(await downFrom(store, roomId, before ?? Infinity), []);
  const halves = [downFrom(store, roomId, around + 1), upFrom(store, roomId, around)] as const;
  const [older, newer] = await Promise.all(halves);
  if (older[0]?.seq !== around) throw new Error('not on this device');
  return pageAt(older, newer);
}

/** One more than a page, the newest first. */
function downFrom(store: IDBObjectStore, roomId: number, before: number): Promise<MessageView[]> {
  const found: MessageView[] = [];
  const request = store.openCursor(range(roomId, 0, before), 'prev');
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new Error(request.error?.message));
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor) found.push(cursor.value as MessageView);
      if (cursor && found.length <= historyPage) cursor.continue();
      else resolve(found);
    };
  });
}

/** One more than a page. */
const upFrom = (store: IDBObjectStore, roomId: number, after: number): Promise<MessageView[]> =>
  answerOf(store.getAll(range(roomId, after + 1, Infinity), historyPage + 1) as IDBRequest<MessageView[]>);

const pageAt = (older: MessageView[], newer: MessageView[]): HistoryView => ({
  messages: [...older.slice(0, historyPage).reverse(), ...newer.slice(0, historyPage)],
  hasBefore: older.length > historyPage,
  hasAfter: newer.length > historyPage,
});

/** So many of a room, one at least. */
export function dropOldest(store: IDBObjectStore, roomId: number, count: number): void {
  const request = store.openKeyCursor(range(roomId, 0, Infinity));
  let isThere = count === 1;
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    if (!isThere) {
      isThere = true;
      return cursor.advance(count - 1);
    }
    const [, seq] = cursor.key as [number, number];
    store.delete(range(roomId, 0, seq + 1));
  };
}
