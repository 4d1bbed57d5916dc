/** What of the room is in view, in places: a message that is in view in part counts in part. */
import type { MessageList } from '../../messages/message-list.js';
import type { Row } from '../../messages/arrangement.js';
import { seqAt, type Span } from '../../core/room-scale.js';
import { firstWhere, type Scroller } from '../../ui/scroller.js';

export class BarView {
  constructor(
    private readonly box: HTMLElement,
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
  ) {}

  /** Undefined where there is nothing of the room. */
  get span(): Span | undefined {
    const rows = this.messages.rows();
    if (rows.length === 0) return undefined;
    const { bottom } = this.box.getBoundingClientRect();
    const { eye } = this;
    const last = rows.length - 1;
    const first =
      rows[
        Math.min(
          firstWhere(rows, (row) => rectOf(row).bottom > eye),
          last,
        )
      ]!;
    const end =
      rows[
        Math.min(
          firstWhere(rows, (row) => rectOf(row).bottom >= bottom),
          last,
        )
      ]!;
    const from = placeOf(first, eye);
    return { from, to: Math.max(placeOf(end, bottom), from) };
  }

  /** Everything that there is fits. */
  get isWhole(): boolean {
    const { box, messages } = this;
    return messages.isWhole && box.scrollHeight <= box.clientHeight + 1;
  }

  /** Brings a place to where the eye begins to read; false where it is not on the page. */
  goTo(place: number, count: number): boolean {
    const seq = seqAt(place, count);
    const message = this.messages.bySeq(seq);
    if (!message) return false;
    const { top, height } = message.getBoundingClientRect();
    this.scroller.by(top + (place - (seq - 1)) * height - this.eye);
    return true;
  }

  /** Below what floats over the log. */
  private get eye(): number {
    const padding = parseFloat(getComputedStyle(this.box).scrollPaddingTop);
    return this.box.getBoundingClientRect().top + (padding || 0);
  }
}

const rectOf = ({ element }: Row) => element.getBoundingClientRect();

function placeOf(row: Row, y: number): number {
  const { top, height } = rectOf(row);
  const part = height > 0 ? Math.min(Math.max((y - top) / height, 0), 1) : 0;
  return row.message.seq - 1 + part;
}
