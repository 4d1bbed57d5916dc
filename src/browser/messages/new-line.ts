/** The line above what is new: where the reader had stopped. It stays while the room is open, until they stop again. */
import type { MessageView } from '../../shared/messages.js';
import type { MessageList } from './message-list.js';
import type { Scroller } from '../ui/scroller.js';

export class NewLine {
  private isPending: boolean;

  /** `lastReadSeq` when the page was made; `unread` messages of others after it. */
  constructor(
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    lastReadSeq: number,
    unread: number,
  ) {
    this.isPending = unread > 0;
    if (this.isPending) scroller.change(() => messages.markNew(lastReadSeq + 1));
  }

  /** Messages of others came while the reader was elsewhere. */
  cameUnseen(messages: MessageView[]): void {
    if (this.isPending || messages.length === 0) return;
    this.isPending = true;
    this.scroller.change(() => this.messages.markNew(messages[0]!.seq));
  }

  /** The reader has seen the end. */
  seen(): void {
    this.isPending = false;
  }
}
