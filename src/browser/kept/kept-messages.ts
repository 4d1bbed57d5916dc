/**
 * Messages that came to this browser, on their way to its store. That is in a file of its own for which no page waits: until it
 * is there they gather here, and then are written many at a time while nobody needs the page.
 */
import type { ChangesView, HistoryView, MessageView } from '../../shared/messages.js';
import type { RoomView } from '../../shared/rooms.js';
import { Throttle } from '../core/throttle.js';
import { later, onceThere } from '../shell/later.js';
import { idle } from '../ui/frames.js';
import type { KeptRoom } from './message-database.js';
import type { Edge } from './message-requests.js';
import type { MessageStore } from './message-store.js';

/** Milliseconds from one writing to the next. */
const every = 1_000;
/** Milliseconds after which the store is fetched where nobody gave a sign that they are there: they may read all the same. */
const longestWait = 10_000;
/** Messages that wait at most, and that are written at a time: to copy one for the store takes some 10 µs. */
const [mostWaiting, atOnce] = [2_000, 100];

type Cursor = Pick<KeptRoom, 'rev'>;

export class KeptMessages {
  private waiting: MessageView[] = [];
  private store: MessageStore | undefined;
  private isClosed = false;
  private readonly turns = new Throttle(() => void this.flush(), every);
  /** One after the other, from when the store is there. */
  private turn: Promise<unknown>;
  /** The room that is open, from when it has caught up. */
  private open: KeptRoom | undefined;
  /** The same, once the store has all that is known of what it keeps of the room. */
  private current: KeptRoom | undefined;

  constructor(userId: number) {
    this.turn = new Promise<void>((resolve) =>
      onceThere(({ MessageStore }) => {
        this.store = new MessageStore(userId);
        if (this.isClosed) this.store.close();
        this.turns.soon();
        resolve();
      }),
    );
    setTimeout(() => later().catch(() => undefined), longestWait);
  }

  /** Of any rooms. */
  take(messages: MessageView[]): void {
    if (this.isClosed || messages.length === 0) return;
    this.waiting.push(...messages);
    this.waiting.splice(0, this.waiting.length - mostWaiting);
    if (this.store) this.turns.soon();
  }

  /** Of the room that is open, which is at `rev` now. */
  heard({ rev }: Cursor, messages: MessageView[]): void {
    this.take(messages);
    if (this.current) this.current.rev = rev;
  }

  /** From here on all that is announced in the room is heard; what changed between two visits may be missing in the store. */
  caughtUp({ id, address }: RoomView, { rev }: Cursor): void {
    if (this.open?.id === id) return;
    const room = { id, address, rev, openedAt: Date.now() };
    this.open = room;
    void this.queue(async (store) => {
      await this.complete(store, room).catch(() => this.left());
      if (this.open === room) this.current = room;
      this.turns.soon();
    });
  }

  /** What is announced in the room that was open is not heard any more. */
  left(): void {
    const { current } = this;
    this.open = undefined;
    this.current = undefined;
    if (current) void this.queue((store) => this.write(store).then(() => store.writeRoom(current)));
  }

  /** A page of what is kept, for where the server cannot be asked. */
  async page(roomId: number, edge: Edge): Promise<HistoryView> {
    await later();
    await this.flush();
    return this.store!.page(roomId, edge);
  }

  /** Those of which something is kept. */
  async rooms(): Promise<KeptRoom[]> {
    let rooms: KeptRoom[] = [];
    await this.queue(async (store) => (rooms = await store.rooms()));
    return rooms;
  }

  /** The room is not the reader's to see any more. */
  forget(roomId: number): void {
    if (this.open?.id === roomId) this.open = this.current = undefined;
    this.waiting = this.waiting.filter((message) => message.roomId !== roomId);
    void this.queue((store) => store.forget(roomId));
  }

  /** Nothing is kept any more. */
  close(): void {
    this.isClosed = true;
    this.waiting = [];
    this.store?.close();
  }

  private flush(): Promise<void> {
    return this.queue(async (store) => {
      await this.write(store);
      if (this.current) await store.writeRoom(this.current);
    });
  }

  private async write(store: MessageStore): Promise<void> {
    while (this.waiting.length > 0) {
      await idle();
      await store.write(this.waiting.splice(0, atOnce));
    }
  }

  /** Brings what changed since the store has last heard of the room; where that is too much, nobody knows what of it was deleted. */
  private async complete(store: MessageStore, { id, rev }: KeptRoom): Promise<void> {
    await this.write(store);
    const after = await store.missingAfter(id, rev);
    if (after === undefined) return;
    const response = await fetch(`/api/rooms/${id}/changes?after=${after}`);
    if (!response.ok) throw new Error(`answered ${response.status}`);
    const { messages, reset } = (await response.json()) as ChangesView;
    if (reset) await store.forget(id, messages[0]?.seq);
    await store.write(messages);
  }

  private queue(work: (store: MessageStore) => Promise<unknown>): Promise<void> {
    // No store here, or it is full, or erased: then messages are known as long as their page is shown.
    const done = this.turn.then(() => work(this.store!)).then(nothing, nothing);
    this.turn = done;
    return done;
  }
}

const nothing = (): void => undefined;
