/** Which part of the room is on the page: older messages come as the reader scrolls up, newer ones as they scroll down. */
import type { MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import type { MessageList } from './message-list.js';
import type { Scroller } from '../ui/scroller.js';

export class History {
  private isLoading = false;
  /** Counts the lists: what was asked for an earlier one does not fit the present one. */
  private turn = 0;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly roomId: number,
    private readonly list: MessageList,
    private readonly scroller: Scroller,
    private readonly connection: Connection,
    private readonly edges: { older: HTMLElement; newer: HTMLElement },
    /** The newest seq of the room, as far as it is known. */
    private readonly newestSeq: () => number,
    /** The page shows these now. */
    private readonly shown: (messages: MessageView[]) => void,
  ) {
    const root = edges.older.closest('#log-scroll');
    this.observer = new IntersectionObserver((entries) => this.seen(entries), {
      root,
      rootMargin: '600px 0px',
    });
    for (const edge of [edges.older, edges.newer]) {
      this.observer.observe(edge);
      edge.addEventListener('click', (event) => {
        // Without a connection the links lead to pages of their own.
        if (!(event.target as Element).closest('[data-edge]') || !connection.isConnected) return;
        event.preventDefault();
        void this.load(edge);
      });
    }
  }

  /** Whether the list ends with the room's newest message, so that live ones may follow it. */
  get isAtNewest(): boolean {
    return Boolean(this.edges.newer.hidden);
  }

  /** Shows live messages, at most so many at once. Where the reader is further up and there is no room, they wait. */
  append(messages: MessageView[]): void {
    if (!this.isAtNewest) return;
    if (!this.scroller.isAtEnd && this.list.space < messages.length) {
      this.scroller.keep(() => (this.edges.newer.hidden = false));
      return;
    }
    this.scroller.change(() => {
      this.list.append(messages);
      this.trimOldest();
      this.shown(messages);
    });
  }

  /** A line that is no message, after what is shown; false where the end is not on the page. */
  addNotice(line: HTMLElement): boolean {
    if (this.isAtNewest) this.scroller.change(() => this.list.addLine(line));
    return this.isAtNewest;
  }

  changeNotice(change: () => void): void {
    this.scroller.change(change);
  }

  /** The newest page in the place of what is here, and its end in view. Rejects without an answer. */
  async toNewest(): Promise<void> {
    if (!this.isAtNewest) {
      const answer = await this.connection.ask('history', { roomId: this.roomId });
      if (!answer.ok) throw new Error(answer.error.message);
      const { messages, hasBefore } = answer.value;
      this.list.reset(messages);
      this.restart(hasBefore);
      this.edges.newer.hidden = (this.list.lastSeq ?? 0) >= this.newestSeq();
      this.shown(messages);
    }
    this.scroller.toEnd();
  }

  /** The list is the newest page now. */
  restart(hasBefore: boolean): void {
    this.turn++;
    this.edges.newer.hidden = true;
    this.edges.older.hidden = !hasBefore;
    this.look();
  }

  /** Asks whether an edge is in view: intersections from before the connection are not reported again. */
  look(): void {
    for (const edge of [this.edges.older, this.edges.newer]) {
      this.observer.unobserve(edge);
      this.observer.observe(edge);
    }
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && !(target as HTMLElement).hidden) void this.load(target as HTMLElement);
  }

  private async load(edge: HTMLElement): Promise<void> {
    if (this.isLoading || !this.connection.isConnected) return;
    this.isLoading = true;
    try {
      await (edge === this.edges.older ? this.loadOlder() : this.loadNewer());
    } catch {
      return; // No answer: the edge is looked at again after the next connect.
    } finally {
      this.isLoading = false;
    }
    this.look();
  }

  private async loadOlder(): Promise<void> {
    const before = this.list.firstSeq;
    if (before === undefined) return;
    const { turn } = this;
    const answer = await this.connection.ask('history', { roomId: this.roomId, before });
    if (!answer.ok) throw new Error(answer.error.message);
    if (turn !== this.turn) return;
    const { messages, hasBefore } = answer.value;
    this.scroller.keep(() => {
      this.list.prepend(messages);
      this.edges.older.hidden = !hasBefore;
      // What was taken from the end comes back as the reader scrolls down; live messages wait until then.
      if (this.list.trimNewest()) this.edges.newer.hidden = false;
    });
  }

  private async loadNewer(): Promise<void> {
    const after = this.list.lastSeq ?? 0;
    const { turn } = this;
    const answer = await this.connection.ask('history', { roomId: this.roomId, after });
    if (!answer.ok) throw new Error(answer.error.message);
    if (turn !== this.turn) return;
    const { messages, hasAfter } = answer.value;
    this.scroller.keep(() => {
      this.list.append(messages);
      this.trimOldest();
      // What was written meanwhile was not appended live: it comes with the next page.
      this.edges.newer.hidden = !hasAfter && (this.list.lastSeq ?? 0) >= this.newestSeq();
      this.shown(messages);
    });
  }

  private trimOldest(): void {
    if (this.list.trimOldest()) this.edges.older.hidden = false;
  }
}
