/** What was last known of a room, until its page is there: to be read, and to be written in. */
import type { RoomPageData } from '../../shared/room-page.js';
import { draftKey } from '../composer/draft-key.js';
import { newClientId } from '../core/client-id.js';
import type { UnsentFile } from '../core/carried-files.js';
import type { Answered, Unsent } from '../core/unsent.js';
import type { Outboxes, OutboxViewer } from '../core/outboxes.js';
import { Stretch } from '../core/stretch.js';
import { MessageList } from '../messages/message-list.js';
import { type UnsentFiles, WaitingList } from '../messages/waiting-list.js';
import type { Visit } from '../shell/visit.js';
import { PageElements } from './page-elements.js';

type More = [answers: Answered | undefined, files: UnsentFile[], noPreview?: boolean];
type Written = [text: string, ...More];

/** The field one writes in; handed in, as it is there before this is. */
type Compose = (
  form: HTMLFormElement,
  field: HTMLTextAreaElement,
  draftKey: string,
  roomId: number,
  listener: { sent(...written: Written): void; typing(): void },
) => unknown;

export class Glimpse implements Visit, OutboxViewer {
  /** What is written waits until the room itself is open: it may not be the reader's any more. */
  readonly mayGo = false;
  private readonly elements = new PageElements();
  private readonly waiting: WaitingList;
  private isLeft = false;

  constructor(
    private readonly outboxes: Outboxes,
    private readonly data: RoomPageData,
    compose: Compose,
    uploads: UnsentFiles,
  ) {
    const { form, field, log, waiting } = this.elements;
    const outbox = outboxes.open(data.room.id, this);
    const shown = new MessageList(log, new Stretch(), () => data.room.address, data.me.id);
    this.waiting = new WaitingList(waiting, data.me, shown, { outbox, uploads }, (mutate) => mutate());
    for (const unsent of outbox.left) this.waiting.add(unsent);
    if (!form || !field) return;
    const listener = {
      sent: (text: string, ...more: More) => {
        if (!this.isLeft) outbox.add(text, newClientId(), new Date(), ...more);
      },
      typing: () => undefined,
    };
    compose(form, field, draftKey(data.me.id, data.room.id), data.room.id, listener);
  }

  added = (unsent: Unsent) => this.waiting.add(unsent);
  answered = ({ clientId }: Unsent) => this.waiting.remove(clientId);
  refused = (unsent: Unsent) => this.waiting.refuse(unsent);
  discarded = ({ clientId }: Unsent) => this.waiting.remove(clientId);

  disconnected(): void {}

  refreshed(): void {}

  leave(): void {
    this.isLeft = true;
    this.outboxes.leave(this.data.room.id);
    // Whoever went on to a third room: what they wrote here goes out as from any room that is not open.
    setTimeout(() => void this.outboxes.flush());
  }
}
