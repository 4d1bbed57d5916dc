/** The open room, as far as whoever leads to one of its places goes. */
import type { Stretch } from '../core/stretch.js';
import type { Place } from './way-back.js';

export interface JumpedRoom {
  readonly id: number;
  readonly stretch: Stretch;
  readonly reading: {
    /** The seq of the first message that is not read; undefined where all is. */
    readonly firstUnread: number | undefined;
    jump(to: Place, isRemembered: boolean): Promise<void>;
  };
}
