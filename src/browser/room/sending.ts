/** What the reader writes in the open room: bubbles, the outbox behind them, and what the answers do. */
import type { MessageView, SendView } from '../../shared/messages.js';
import { newClientId } from '../core/client-id.js';
import type { Answered, Unsent } from '../core/outbox.js';
import type { RoomSession } from '../core/room-session.js';
import type { Stretch } from '../core/stretch.js';
import type { Paging } from '../messages/paging.js';
import { WaitingList } from '../messages/waiting-list.js';
import type { Scroller } from '../ui/scroller.js';
import type { PageElements } from './page-elements.js';

export class Sending {
  private readonly waiting: WaitingList;

  constructor(
    private readonly elements: PageElements,
    private readonly session: RoomSession,
    private readonly stretch: Stretch,
    private readonly paging: Paging,
    private readonly scroller: Scroller,
  ) {
    this.waiting = new WaitingList(elements.waiting, session.me, session.outbox);
    for (const unsent of session.outbox.left) this.waiting.add(unsent);
  }

  write(text: string, answers?: Answered): void {
    this.elements.commands.hidden = true;
    this.session.outbox.add(text, newClientId(), new Date(), answers);
    this.scroller.toEnd();
  }

  /** The log shows these now. */
  shown(messages: MessageView[]): void {
    this.waiting.shown(messages, this.session.outbox.inFlight);
  }

  added(unsent: Unsent): void {
    this.scroller.change(() => this.waiting.add(unsent));
  }

  answered(unsent: Unsent, value: SendView): void {
    if ('help' in value) this.elements.commands.hidden = false;
    const isToCome = 'seq' in value && value.roomId === this.session.room.id && !this.stretch.get(value.id);
    if (!isToCome) return this.discarded(unsent);
    this.waiting.settle(unsent.clientId, value.id);
    // Where the end is not on this page, go there; without an answer the reader can.
    if (this.stretch.hasNewer) this.paging.toNewest().catch(() => undefined);
  }

  refused(unsent: Unsent): void {
    this.scroller.change(() => this.waiting.refuse(unsent));
  }

  discarded({ clientId }: Unsent): void {
    this.scroller.change(() => this.waiting.remove(clientId));
  }
}
