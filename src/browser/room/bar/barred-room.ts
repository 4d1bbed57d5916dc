/** The open room, as far as the bar beside it goes. */
import type { Stretch } from '../../core/stretch.js';
import type { MessageList } from '../../messages/message-list.js';
import type { Scroller } from '../../ui/scroller.js';
import type { StatusLine } from '../status-line.js';
import type { Place } from '../way-back.js';

export interface BarredRoom {
  readonly id: number;
  /** The newest seq, as far as it is known. */
  readonly lastSeq: number;
  /** The seq of the first message in view; undefined at the end. */
  readonly readingAt: number | undefined;
  readonly messages: MessageList;
  readonly stretch: Stretch;
  readonly scroller: Scroller;
  readonly status: Pick<StatusLine, 'tell'>;
  readonly reading: {
    leaps(): void;
    jump(to: Place, isRemembered: boolean): Promise<void>;
    cameFrom(place: Place): void;
    look(): void;
  };
  /** False where the end is not on the page. */
  goToEnd(): boolean;
}
