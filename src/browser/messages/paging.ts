/** Which part of the room is on the page: older messages come as the reader scrolls up, newer ones as they scroll down. */
import type { HistoryView, MessageView } from '../../shared/messages.js';
import type { Connection } from '../core/connection.js';
import type { Stretch } from '../core/stretch.js';
import type { Scroller } from '../ui/scroller.js';
import type { MessageList } from './message-list.js';

interface PagedRoom {
  readonly id: number;
  /** The newest seq of the room, as far as it is known. */
  readonly lastSeq: number;
  /** The page shows these now. */
  shown(messages: MessageView[]): void;
}

export class Paging {
  private isLoading = false;
  /** Counts the lists: what was asked for an earlier one does not fit the present one. */
  private turn = 0;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly room: PagedRoom,
    private readonly stretch: Stretch,
    private readonly list: MessageList,
    private readonly scroller: Scroller,
    private readonly connection: Connection,
    private readonly edges: { older: HTMLElement; newer: HTMLElement },
  ) {
    this.observer = new IntersectionObserver((entries) => this.seen(entries), {
      root: edges.older.closest('#log-scroll'),
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

  /** Shows live messages, at most so many at once. Where the reader is further up and there is no room, they wait. */
  append(messages: MessageView[]): void {
    if (this.stretch.hasNewer) return;
    if (!this.scroller.isAtEnd && this.stretch.space < messages.length) {
      this.stretch.hasNewer = true;
      this.scroller.keep(() => this.showEdges());
      return;
    }
    this.scroller.change(() => this.appendPage(messages));
  }

  /** The newest page in the place of what is here, and its end in view. Rejects without an answer. */
  async toNewest(): Promise<void> {
    if (this.stretch.hasNewer) {
      const { messages, hasBefore } = await this.ask({});
      this.list.reset(messages);
      this.restart(hasBefore);
      this.stretch.hasNewer = this.isBehind;
      this.showEdges();
      this.room.shown(messages);
    }
    this.scroller.toEnd();
  }

  /** A message in view, with those around it in the place of what is here if need be. Rejects without an answer. */
  async toSeq(seq: number): Promise<void> {
    if (!this.list.bySeq(seq)) {
      const { messages, hasBefore, hasAfter } = await this.ask({ around: seq });
      this.list.reset(messages);
      this.restart(hasBefore);
      this.stretch.hasNewer = hasAfter || this.isBehind;
      this.showEdges();
      this.room.shown(messages);
    }
    const message = this.list.bySeq(seq);
    if (message) this.scroller.startAt(message);
  }

  /** The list is the newest page now. */
  restart(hasOlder: boolean): void {
    this.turn++;
    this.stretch.hasNewer = false;
    this.stretch.hasOlder = hasOlder;
    this.showEdges();
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
    const before = this.stretch.firstSeq;
    if (before === undefined) return;
    const { turn } = this;
    const { messages, hasBefore } = await this.ask({ before });
    if (turn !== this.turn) return;
    this.scroller.keep(() => {
      this.list.prepend(messages);
      this.stretch.hasOlder = hasBefore;
      // What is taken from the end comes back as the reader scrolls down; live messages wait until then.
      this.list.trim('newest');
      this.showEdges();
    });
  }

  private async loadNewer(): Promise<void> {
    const { turn } = this;
    const { messages, hasAfter } = await this.ask({ after: this.stretch.lastSeq ?? 0 });
    if (turn !== this.turn) return;
    this.scroller.keep(() => {
      this.appendPage(messages);
      // What was written meanwhile was not appended live: it comes with the next page.
      this.stretch.hasNewer = hasAfter || this.isBehind;
      this.showEdges();
    });
  }

  private appendPage(messages: MessageView[]): void {
    this.list.append(messages);
    this.list.trim('oldest');
    this.showEdges();
    this.room.shown(messages);
  }

  private get isBehind(): boolean {
    return (this.stretch.lastSeq ?? 0) < this.room.lastSeq;
  }

  private async ask(edge: { before?: number; after?: number; around?: number }): Promise<HistoryView> {
    const answer = await this.connection.ask('history', { roomId: this.room.id, ...edge });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  }

  private showEdges(): void {
    show(this.edges.older, this.stretch.hasOlder);
    show(this.edges.newer, this.stretch.hasNewer);
  }
}

/** What is hidden already and hidden again would have its style worked out anew. */
function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}
