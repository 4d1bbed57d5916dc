/** The line above what is new: where the reader had stopped. It stays there while the room is open, whatever comes. */
import type { MessageView } from '../../shared/messages.js';
import type { Scroller } from '../ui/scroller.js';
import type { MessageList } from './message-list.js';

export class NewLine {
  constructor(
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    /** The first message below the line. */
    private below: number | undefined,
  ) {
    if (below !== undefined) scroller.change(() => messages.markNew(below));
  }

  /** The seq of the message below it; undefined where there is none. */
  get seq(): number | undefined {
    return this.below;
  }

  /** Above the first message of a room there is no line: the message stands for it. */
  get element(): HTMLElement | null {
    const line = document.querySelector<HTMLElement>('#log > .new-line');
    return line ?? (this.below === undefined ? null : (this.messages.bySeq(this.below) ?? null));
  }

  /**
   * Messages of others came unseen. The line does not walk with them: it comes where there was none, and moves to the first of
   * them only if the reader had read all, and then looked away (`wasAway`).
   */
  cameUnseen(messages: MessageView[], wasAway: boolean): void {
    if (messages.length > 0 && (this.below === undefined || wasAway)) this.standAbove(messages[0]!.seq);
  }

  standAbove(seq: number): void {
    this.below = seq;
    this.scroller.change(() => this.messages.markNew(seq));
  }
}
