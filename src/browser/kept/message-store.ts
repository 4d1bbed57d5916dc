/** Messages in the browser's database: written many at a time, read in pages as the server's history is. */
import type { HistoryView, MessageView } from '../../shared/messages.js';
import { excessOf } from '../core/excess.js';
import { isReader } from './databases.js';
import { type Kept, type KeptRoom, openMessages } from './message-database.js';
import { dropOldest, type Edge, pageOf, put, range } from './message-requests.js';
import { answerOf, endOf } from './open-database.js';

const most = { inRoom: 5_000, ofAll: 20_000 };
/** Messages that are written before it is counted again. */
const countedEvery = 500;

export class MessageStore {
  private isClosed = false;
  private opened: Promise<IDBDatabase> | undefined;
  private sinceCounted = Infinity;

  constructor(private readonly userId: number) {}

  /** Newer states replace older ones, never the other way round: several tabs write what each has heard. */
  async write(messages: MessageView[]): Promise<void> {
    const transaction = await this.transaction('readwrite', 'messages');
    const store = transaction.objectStore('messages');
    for (const message of messages) put(store, message);
    await endOf(transaction);
    this.sinceCounted += messages.length;
    if (this.sinceCounted >= countedEvery) await this.prune();
  }

  /** In the order of seq, with what is missing left out. Rejects where the seq that is asked for is not here. */
  async page(roomId: number, edge: Edge): Promise<HistoryView> {
    const transaction = await this.transaction('readonly', 'messages');
    return pageOf(transaction.objectStore('messages'), roomId, edge);
  }

  async rooms(): Promise<KeptRoom[]> {
    const transaction = await this.transaction('readonly', 'rooms');
    return answerOf(transaction.objectStore('rooms').getAll() as IDBRequest<KeptRoom[]>);
  }

  /** The rev from which on changes may be missing, where any are; undefined where all up to `rev` is known. */
  async missingAfter(roomId: number, rev: number): Promise<number | undefined> {
    const transaction = await this.transaction('readonly', 'messages', 'rooms');
    const room = await answerOf(
      transaction.objectStore('rooms').get(roomId) as IDBRequest<KeptRoom | undefined>,
    );
    if (!room || room.rev >= rev) return undefined;
    const news = IDBKeyRange.bound([roomId, room.rev], [roomId, rev], true);
    const known = await answerOf(transaction.objectStore('messages').index('rev').count(news));
    return known < rev - room.rev ? room.rev : undefined;
  }

  async writeRoom(room: KeptRoom): Promise<void> {
    const transaction = await this.transaction('readwrite', 'rooms');
    const store = transaction.objectStore('rooms');
    const request = store.get(room.id) as IDBRequest<KeptRoom | undefined>;
    request.onsuccess = () => store.put({ ...room, rev: Math.max(room.rev, request.result?.rev ?? 0) });
    await endOf(transaction);
  }

  /** All that is kept of it; `below`: only what is older than this seq. */
  async forget(roomId: number, below?: number): Promise<void> {
    const transaction = await this.transaction('readwrite', 'messages', 'rooms');
    transaction.objectStore('messages').delete(range(roomId, 0, below ?? Infinity));
    if (below === undefined) transaction.objectStore('rooms').delete(roomId);
    await endOf(transaction);
  }

  /** For good: what is on its way into the store must not outlive its erasing. */
  close(): void {
    this.isClosed = true;
    this.opened?.then((database) => database.close()).catch(() => undefined);
  }

  private async transaction(mode: IDBTransactionMode, ...names: (keyof Kept)[]): Promise<IDBTransaction> {
    if (this.isClosed || !isReader(this.userId)) throw new Error('closed');
    this.opened ??= openMessages(this.userId, () => (this.isClosed = true));
    const database = await this.opened;
    if (this.isClosed) throw new Error('closed');
    return database.transaction(names, mode);
  }

  private async prune(): Promise<void> {
    this.sinceCounted = 0;
    const rooms = await this.rooms();
    const store = (await this.transaction('readwrite', 'messages')).objectStore('messages');
    const counts = await Promise.all(rooms.map(({ id }) => answerOf(store.count(range(id, 0, Infinity)))));
    const counted = rooms.map(({ id, openedAt }, index) => ({ roomId: id, openedAt, count: counts[index]! }));
    for (const [roomId, count] of excessOf(counted, most)) dropOldest(store, roomId, count);
    await endOf(store.transaction);
  }
}
