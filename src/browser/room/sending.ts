/** What the reader writes in the open room: bubbles, the outbox behind them, and what the answers do. */
import type { MessageView, SendView } from '../../shared/messages.js';
import type { RoomView } from '../../shared/rooms.js';
import type { UserView } from '../../shared/people.js';
import type { Outbox, Unsent } from '../core/outbox.js';
import type { Outboxes, OutboxViewer } from './outboxes.js';
import type { RoomPageParts } from './room-page-parts.js';
import type { Scroller } from '../ui/scroller.js';
import { newClientId } from '../core/client-id.js';
import { WaitingList } from '../messages/waiting-list.js';

/** The room, as far as sending concerns it. */
interface Destination {
  readonly id: number;
  readonly me: UserView;
  /** Before it is joined the server would refuse what it will take in a moment. */
  readonly isJoined: boolean;
  /** Whether live messages follow the last one on the page. */
  readonly isAtNewest: boolean;
  toNewest(): Promise<void>;
  shows(messageId: number): boolean;
  /** Makes sure that the log knows this rev. */
  catchUpTo(rev: number): void;
  changed(room: RoomView): void;
}

/** Milliseconds in which an announcement follows its answer, unless it was lost. */
const announcedWithin = 1_000;

export class Sending implements OutboxViewer {
  private readonly outbox: Outbox;
  private readonly waiting: WaitingList;

  constructor(
    private readonly room: Destination,
    private readonly parts: RoomPageParts,
    private readonly scroller: Scroller,
    outboxes: Outboxes,
  ) {
    this.outbox = outboxes.open(room.id, this);
    this.waiting = new WaitingList(parts.waitingElement, room.me, this.outbox);
    for (const unsent of this.outbox.left) this.waiting.add(unsent);
  }

  get mayGo(): boolean {
    return this.room.isJoined;
  }

  write(text: string): void {
    this.parts.commands.hidden = true;
    this.outbox.add(text, newClientId());
    this.scroller.toEnd();
  }

  /** Sends what waits. */
  flush(): Promise<void> {
    return this.outbox.flush();
  }

  /** The log shows these now. */
  shown(messages: MessageView[]): void {
    this.waiting.shown(messages, this.outbox.inFlight);
  }

  added(unsent: Unsent): void {
    this.scroller.change(() => this.waiting.add(unsent));
  }

  answered(unsent: Unsent, value: SendView): void {
    if ('help' in value) this.parts.commands.hidden = false;
    if ('room' in value) this.room.changed(value.room);
    const isHere = 'seq' in value && value.roomId === this.room.id && !this.room.shows(value.id);
    if (!isHere) return this.discarded(unsent);
    this.waiting.settle(unsent.clientId, value.id);
    // Where the end is not on this page, go there; without an answer the reader can.
    if (!this.room.isAtNewest) this.room.toNewest().catch(() => undefined);
    else setTimeout(() => this.room.catchUpTo(value.rev), announcedWithin);
  }

  refused(unsent: Unsent): void {
    this.scroller.change(() => this.waiting.refuse(unsent));
  }

  discarded({ clientId }: Unsent): void {
    this.scroller.change(() => this.waiting.remove(clientId));
  }
}
