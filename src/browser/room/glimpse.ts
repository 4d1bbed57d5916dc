/** What was last known of a room, until its page is there: to be read, and to be written in. */
import type { RoomPageData } from '../../shared/room-page.js';
import { Composer } from '../composer/composer.js';
import { draftKey } from '../composer/draft-key.js';
import { newClientId } from '../core/client-id.js';
import type { Answered, Unsent } from '../core/outbox.js';
import type { OutboxViewer } from '../core/outboxes.js';
import { Stretch } from '../core/stretch.js';
import { MessageList } from '../messages/message-list.js';
import { WaitingList } from '../messages/waiting-list.js';
import type { Visit } from '../shell/visit.js';
import type { Chat } from './chat.js';
import { PageElements } from './page-elements.js';

/** Who is there is not known yet. */
const nobody = { everybody: [], known: () => [], search: () => Promise.resolve([]) };

export class Glimpse implements Visit, OutboxViewer {
  /** What is written waits until the room itself is open: it may not be the reader's any more. */
  readonly mayGo = false;
  private readonly elements = new PageElements();
  private readonly waiting: WaitingList;
  private isLeft = false;

  constructor(
    private readonly chat: Chat,
    private readonly data: RoomPageData,
  ) {
    const { form, field, log, waiting } = this.elements;
    const outbox = chat.outboxes.open(data.room.id, this);
    const shown = new MessageList(log, new Stretch(), () => data.room.address, data.me.id);
    this.waiting = new WaitingList(waiting, data.me, shown, outbox, (mutate) => mutate());
    for (const unsent of outbox.left) this.waiting.add(unsent);
    if (!form || !field) return;
    const listener = {
      sent: (text: string, answers?: Answered) =>
        !this.isLeft && outbox.add(text, newClientId(), new Date(), answers),
      typing: () => undefined,
    };
    new Composer(form, field, draftKey(data.me.id, data.room.id), listener, nobody);
  }

  added = (unsent: Unsent) => this.waiting.add(unsent);
  answered = ({ clientId }: Unsent) => this.waiting.remove(clientId);
  refused = (unsent: Unsent) => this.waiting.refuse(unsent);
  discarded = ({ clientId }: Unsent) => this.waiting.remove(clientId);

  disconnected(): void {}

  refreshed(): void {}

  leave(): void {
    this.isLeft = true;
    this.chat.outboxes.leave(this.data.room.id);
    // Whoever went on to a third room: what they wrote here goes out as from any room that is not open.
    setTimeout(() => void this.chat.outboxes.flush());
  }
}
