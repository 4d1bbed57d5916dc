/** What the reader writes in the open room: bubbles, the outbox behind them, and what the answers do. */
import type { MessageView, SendView } from '../../shared/messages.js';
import type { UnsentFile } from '../core/carried-files.js';
import { newClientId } from '../core/client-id.js';
import type { OutboxListener } from '../core/outbox.js';
import type { Answered, Unsent } from '../core/unsent.js';
import type { RoomSession } from '../core/room-session.js';
import type { Stretch } from '../core/stretch.js';
import type { MessageList } from '../messages/message-list.js';
import { WaitingList } from '../messages/waiting-list.js';
import { onceThere } from '../shell/later.js';
import type { LateUploads } from '../uploads/at-hand.js';
import type { Scroller } from '../ui/scroller.js';
import type { PageElements } from './page-elements.js';

/** What of the open room is written in. */
interface WrittenRoom {
  readonly session: RoomSession;
  readonly stretch: Stretch;
  readonly scroller: Scroller;
  readonly messages: MessageList;
}

export class Sending {
  /** A thread that is open beside the room shows what is on its way into it, too. */
  beside: OutboxListener | undefined;
  private readonly waiting: WaitingList;

  constructor(
    private readonly elements: PageElements,
    private readonly room: WrittenRoom,
    /** Brings the end of the room into view. */
    private readonly toEnd: () => void,
    uploads: LateUploads,
  ) {
    const { session, messages, scroller } = room;
    const { outbox } = session;
    const change = (mutate: () => void) => scroller.change(mutate);
    this.waiting = new WaitingList(elements.waiting, session.me, messages, { outbox, uploads }, change);
    for (const unsent of outbox.left) this.waiting.add(unsent);
  }

  write(text: string, answers?: Answered, files: UnsentFile[] = [], noPreview = false): void {
    this.elements.commands.hidden = true;
    this.room.session.outbox.add(text, newClientId(), new Date(), answers, files, noPreview);
    this.toEnd();
  }

  /** The log shows these now. */
  shown(messages: MessageView[]): void {
    this.waiting.shown(messages, this.room.session.outbox.inFlight);
  }

  added(unsent: Unsent): void {
    this.beside?.added(unsent);
    this.room.scroller.change(() => this.waiting.add(unsent));
  }

  answered(unsent: Unsent, value: SendView): void {
    this.beside?.answered(unsent, value);
    const { session, stretch } = this.room;
    if ('help' in value) this.elements.commands.hidden = false;
    if ('text' in value && value.text?.includes('@'))
      onceThere(({ sayIfNobodyIsCalled }) => sayIfNobodyIsCalled(value));
    const isToCome = 'seq' in value && value.roomId === session.room.id && !stretch.get(value.id);
    if (!isToCome) return this.remove(unsent);
    this.waiting.settle(unsent.clientId, value.id);
    // Where the end is not on this page, go there; without an answer the reader can.
    if (stretch.hasNewer) this.toEnd();
  }

  refused(unsent: Unsent): void {
    this.beside?.refused(unsent);
    this.room.scroller.change(() => this.waiting.refuse(unsent));
  }

  discarded(unsent: Unsent): void {
    this.beside?.discarded(unsent);
    this.remove(unsent);
  }

  private remove({ clientId }: Unsent): void {
    this.room.scroller.change(() => this.waiting.remove(clientId));
  }
}
