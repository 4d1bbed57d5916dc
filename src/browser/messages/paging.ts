/** Which part of the room is on the page: older messages come as the reader scrolls up, newer ones as they scroll down. */
import type { HistoryView, MessageView } from '../../shared/messages.js';
import { holesIn } from '../core/holes.js';
import type { Stretch } from '../core/stretch.js';
import type { Chat } from '../room/chat.js';
import type { Scroller } from '../ui/scroller.js';
import { showHoles } from './hole-lines.js';
import type { MessageList } from './message-list.js';

interface PagedRoom {
  readonly id: number;
  /** The newest seq of the room, as far as it is known. */
  readonly lastSeq: number;
  /** The page shows these now. */
  shown(messages: MessageView[]): void;
}

interface PagedElements {
  log: HTMLElement;
  edges: { older: HTMLElement; newer: HTMLElement };
}

export class Paging {
  /** What is here was read in this browser's store: there may be holes in it, and newer states of it. */
  isFromStore = false;
  private isLoading = false;
  private hasHoles = false;
  /** Counts the lists: what was asked for an earlier one does not fit the present one. */
  private turn = 0;
  private readonly observer: IntersectionObserver;

  constructor(
    private readonly room: PagedRoom,
    private readonly stretch: Stretch,
    private readonly list: MessageList,
    private readonly scroller: Scroller,
    private readonly chat: Chat,
    private readonly elements: PagedElements,
  ) {
    const { edges } = elements;
    this.observer = new IntersectionObserver((entries) => this.seen(entries), {
      root: edges.older.closest('#log-scroll'),
      rootMargin: '600px 0px',
    });
    for (const edge of [edges.older, edges.newer]) {
      this.observer.observe(edge);
      edge.addEventListener('click', (event) => {
        // Until there is a connection the links lead to pages of their own.
        if (!(event.target as Element).closest('[data-edge]') || !this.mayAsk) return;
        event.preventDefault();
        void this.load(edge);
      });
    }
  }

  /** Shows live messages, at most so many at once. Where the reader is further up and there is no room, they wait. */
  append(messages: MessageView[]): void {
    this.closeHoles();
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
    if (this.stretch.hasNewer) this.show(await this.ask({}));
    this.scroller.toEnd();
  }

  /** A message in view, with those around it in the place of what is here if need be. Rejects without an answer. */
  async toSeq(seq: number): Promise<void> {
    if (!this.list.bySeq(seq)) this.show(await this.ask({ around: seq }));
    const message = this.list.bySeq(seq);
    if (message) this.scroller.startAt(message);
  }

  /** Connected, and what was missed at the end is here: what was read in the store is asked for anew, in its place. */
  async caughtUp(): Promise<void> {
    this.closeHoles();
    this.look();
    if (!this.isFromStore) return;
    const { isAtEnd } = this.scroller;
    const first = this.scroller.firstInView();
    const seq = first && this.list.of(first)?.seq;
    try {
      const page = await this.ask(isAtEnd || seq === undefined ? {} : { around: seq });
      this.isFromStore = false;
      this.scroller.keepPlaceOf(
        () => this.list.bySeq(seq ?? 0),
        () => this.show(page),
      );
      if (isAtEnd) this.scroller.toEnd();
    } catch {
      // No answer: after the next connect.
    }
  }

  /** From here on the store is read, where it has something. */
  disconnected(): void {
    if (!this.hasHoles) this.scroller.change(() => this.showEdges());
    this.look();
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
    for (const edge of Object.values(this.elements.edges)) {
      this.observer.unobserve(edge);
      this.observer.observe(edge);
    }
  }

  /** Whether there is somebody to ask: the server, or while it is away the store. */
  private get mayAsk(): boolean {
    return this.chat.connection.isConnected || this.chat.connection.isAway;
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting && !(target as HTMLElement).hidden) void this.load(target as HTMLElement);
  }

  private async load(edge: HTMLElement): Promise<void> {
    if (this.isLoading || !this.mayAsk) return;
    this.isLoading = true;
    try {
      await (edge === this.elements.edges.older ? this.loadOlder() : this.loadNewer());
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

  /** In the place of what is here. */
  private show({ messages, hasBefore, hasAfter }: HistoryView): void {
    this.list.reset(messages);
    this.restart(hasBefore);
    this.stretch.hasNewer = hasAfter || this.isBehind;
    this.showEdges();
    this.room.shown(messages);
  }

  private appendPage(messages: MessageView[]): void {
    this.list.append(messages);
    this.list.trim('oldest');
    this.showEdges();
    this.room.shown(messages);
  }

  /** In the store there is nothing to come. */
  private get isBehind(): boolean {
    return !this.isFromStore && (this.stretch.lastSeq ?? 0) < this.room.lastSeq;
  }

  private async ask(edge: { before?: number; after?: number; around?: number }): Promise<HistoryView> {
    const { connection, kept } = this.chat;
    const { id } = this.room;
    if (connection.isAway) {
      const page = await kept.page(id, edge);
      this.isFromStore = true;
      return page;
    }
    const answer = await connection.ask('history', { roomId: id, ...edge });
    if (!answer.ok) throw new Error(answer.error.message);
    kept.take(answer.value.messages);
    return answer.value;
  }

  private showEdges(): void {
    show(this.elements.edges.older, this.stretch.hasOlder);
    show(this.elements.edges.newer, this.stretch.hasNewer);
    if (this.chat.connection.isAway) this.showHoles();
  }

  private showHoles(): void {
    const { hasOlder, hasNewer, inRoom } = this.stretch;
    const seqs = inRoom.map(({ seq }) => seq);
    const from = hasOlder ? (seqs[0] ?? 1) : 1;
    const to = hasNewer ? 0 : Math.max(this.room.lastSeq, this.chat.rooms.countedTo(this.room.id));
    const holes = holesIn(seqs, from, to);
    this.hasHoles = holes.length > 0;
    showHoles(this.elements.log, this.list, holes);
  }

  /** What is missing comes now. */
  private closeHoles(): void {
    if (!this.hasHoles) return;
    this.hasHoles = false;
    this.scroller.keep(() => showHoles(this.elements.log, this.list, []));
  }
}

/** What is hidden already and hidden again would have its style worked out anew. */
function show(element: HTMLElement, isShown: boolean): void {
  if (element.hidden === isShown) element.hidden = !isShown;
}
