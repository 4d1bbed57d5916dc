/** Tells how far the reader has read: at most every 2 s, and only what was seen on a visible page. */
import type { ReadView } from '../../shared/memberships.js';
import type { ReadProgress } from '../core/read-progress.js';
import { Throttle } from '../core/throttle.js';

/** Milliseconds between two tellings, and between two looks at what is in view while the reader scrolls. */
const every = 2_000;
const lookEvery = 150;

interface ReadRoom {
  /** The first seq in view and the last that was seen to its end; undefined while nothing can be said. */
  inView(): { first: number; last: number } | undefined;
  /** Rejects when it was not written down. */
  tell(seq: number): Promise<ReadView>;
  /** The server has said how much is unread now. */
  learned(): void;
  /** The page is in view again. */
  isBack(): void;
}

export class ReadMarks {
  private readonly looks = new Throttle(() => this.see(), lookEvery);
  private readonly turns = new Throttle(() => void this.mark(), every);

  constructor(
    private readonly progress: ReadProgress,
    private readonly room: ReadRoom,
    signal: AbortSignal,
  ) {
    document.addEventListener('visibilitychange', () => this.appeared(), { signal });
    window.addEventListener('focus', () => this.look(), { signal });
    // What was read in the last two seconds is told as one leaves.
    window.addEventListener('pagehide', () => this.now(), { signal });
    signal.addEventListener('abort', () => {
      this.looks.stop();
      this.now();
    });
  }

  /** Something may have been read. */
  look(): void {
    if (isVisible()) this.looks.soon();
  }

  /** Tells at once what is read by now. */
  now(): void {
    this.see();
    this.turns.stop();
    void this.mark();
  }

  private appeared(): void {
    if (!isVisible()) return;
    this.room.isBack();
    this.look();
  }

  private see(): void {
    const seen = isVisible() ? this.room.inView() : undefined;
    if (!seen) return;
    this.progress.saw(seen.first, seen.last);
    if (this.progress.toTell !== undefined) this.turns.soon();
  }

  private async mark(): Promise<void> {
    const seq = this.progress.toTell;
    if (seq === undefined) return;
    const undo = this.progress.telling(seq);
    try {
      this.progress.learn(await this.room.tell(seq));
      this.room.learned();
    } catch {
      undo();
      this.look();
    }
  }
}

const isVisible = () => document.visibilityState === 'visible';
