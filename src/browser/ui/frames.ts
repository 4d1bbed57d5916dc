/** Work for the next frame, however often it is asked for. A page that is not in view has no frames: there it is done soon. */

/** Milliseconds. */
const soon = 100;
/**
 * Milliseconds from one time to the next, where it is wanted all the time. A frame with something new in it costs the same for
 * one message and for ten, on a slow processor 30 ms: without a pause nothing was left for the keys of whoever writes.
 */
const apart = 100;

export class NextFrame {
  private cancel: (() => void) | undefined;
  private doneAt = -Infinity;

  constructor(private readonly work: () => void) {}

  want(): void {
    if (this.cancel) return;
    const rest = this.doneAt + apart - performance.now();
    if (rest <= 0) return this.wantFrame();
    const timer = setTimeout(() => this.wantFrame(), rest);
    this.cancel = () => clearTimeout(timer);
  }

  /** What was wanted is done now, and not in the next frame. */
  now(): void {
    if (!this.cancel) return;
    this.cancel();
    this.cancel = undefined;
    this.work();
    this.doneAt = performance.now();
  }

  private wantFrame(): void {
    const frame = requestAnimationFrame(() => this.now());
    const timer = setTimeout(() => this.now(), soon);
    this.cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }
}

/** Resolves when the page has nothing else to do, or soon: one that is not in view never has. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden || !('requestIdleCallback' in window)) resolve();
    else requestIdleCallback(() => resolve(), { timeout: 1_000 });
  });
