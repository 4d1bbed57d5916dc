/** The cursor of a room: takes what the server announces in the log's order, sees every gap, and asks for what is missing. */
import type { JoinView, MessageView } from '../../shared/messages.js';

export interface LogReader {
  /** New messages, in seq order. */
  append(messages: MessageView[]): void;
  /** A known message's new state. */
  change(message: MessageView): void;
  /** Too far behind: forget everything, this is the newest page. */
  reset(messages: MessageView[], hasMore: boolean): void;
}

export class RoomLog {
  /** The newest rev that was heard of while catching up. */
  private heard = 0;
  private isCatchingUp = false;
  private underWay: Promise<unknown> = Promise.resolve();

  /** `askSince` answers a cursor with what changed since, as `join` does; it rejects while there is no connection. */
  constructor(
    private cursor: number,
    private newestSeq: number,
    private readonly reader: LogReader,
    private readonly askSince: (rev: number) => Promise<JoinView>,
  ) {}

  get rev(): number {
    return this.cursor;
  }

  get lastSeq(): number {
    return this.newestSeq;
  }

  /** Takes announced messages or changes, in rev order. What is known already is dropped; a gap is caught up. */
  async receive(messages: MessageView[]): Promise<void> {
    if (this.isCatchingUp) {
      this.heard = messages.reduce((rev, message) => Math.max(rev, message.rev), this.heard);
      return;
    }
    const news = messages.filter(({ rev }) => rev > this.cursor);
    const gap = news.findIndex(({ rev }, index) => rev !== this.cursor + 1 + index);
    const inOrder = gap === -1 ? news : news.slice(0, gap);
    if (inOrder.length > 0) this.take(inOrder, inOrder.at(-1)!.rev);
    if (gap !== -1) await this.catchUp();
  }

  /** The room is at `rev`: catches up if that is ahead. */
  async head(rev: number): Promise<void> {
    if (this.isCatchingUp) this.heard = Math.max(this.heard, rev);
    else if (rev > this.cursor) await this.catchUp();
  }

  /** Asks for all that changed since the cursor. Call it at every connect, too. Resolves to the number of new messages. */
  catchUp(): Promise<number> {
    if (this.isCatchingUp) return Promise.resolve(0);
    const work = this.ask();
    this.underWay = work.catch(() => undefined);
    return work;
  }

  /** Resolves once what is asked for already has its answer, or will have none. */
  async rest(): Promise<void> {
    await this.underWay;
  }

  private async ask(): Promise<number> {
    this.isCatchingUp = true;
    const before = this.newestSeq;
    try {
      let cursor;
      do {
        cursor = this.cursor;
        this.joined(await this.askSince(cursor));
      } while (this.heard > this.cursor && this.cursor > cursor);
    } finally {
      this.isCatchingUp = false;
      this.heard = 0;
    }
    return this.newestSeq - before;
  }

  private joined({ reset, messages, rev, hasMore, room }: JoinView): void {
    if (!reset) return this.take(messages, rev);
    this.cursor = rev;
    this.newestSeq = messages.at(-1)?.seq ?? room.lastSeq;
    this.reader.reset(messages, hasMore);
  }

  private take(messages: MessageView[], rev: number): void {
    const seqBefore = this.newestSeq;
    this.cursor = Math.max(this.cursor, rev);
    const added = messages.filter(({ seq }) => seq > seqBefore).sort((a, b) => a.seq - b.seq);
    this.newestSeq = added.at(-1)?.seq ?? seqBefore;
    if (added.length > 0) this.reader.append(added);
    for (const message of messages) if (message.seq <= seqBefore) this.reader.change(message);
  }
}
