/** The open room, as far as the bar beside it goes. */
import type { MessageList } from '../../messages/message-list.js';
import type { Scroller } from '../../ui/scroller.js';
import type { JumpedRoom } from '../jumped-room.js';
import type { Place } from '../way-back.js';

export interface BarredRoom extends JumpedRoom {
  /** The newest seq, as far as it is known. */
  readonly lastSeq: number;
  /** The seq of the first message in view; undefined at the end. */
  readonly readingAt: number | undefined;
  readonly messages: MessageList;
  readonly scroller: Scroller;
  readonly reading: JumpedRoom['reading'] & {
    leaps(): void;
    cameFrom(place: Place): void;
    look(): void;
  };
  /** False where the end is not on the page. */
  goToEnd(): boolean;
}
