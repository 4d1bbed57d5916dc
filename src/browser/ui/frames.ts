/** Work for the next frame, however often it is asked for. A page that is not in view has no frames: there it is done soon. */

/** Milliseconds. */
const soon = 100;

export class NextFrame {
  private cancel: (() => void) | undefined;

  constructor(private readonly work: () => void) {}

  want(): void {
    if (this.cancel) return;
    const frame = requestAnimationFrame(() => this.now());
    const timer = setTimeout(() => this.now(), soon);
    this.cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  /** What was wanted is done now, and not in the next frame. */
  now(): void {
    if (!this.cancel) return;
    this.cancel();
    this.cancel = undefined;
    this.work();
  }
}
