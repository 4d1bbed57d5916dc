/** The only one who scrolls. The box is a reversed column: scrollTop is 0 at the newest message and negative above it. */

/** Pixels from the end within which the reader follows what is new. */
const near = 100;

export class Scroller {
  constructor(
    private readonly box: HTMLElement,
    /** Selects what is read one after the other in the box. */
    private readonly items: string,
    onScroll: () => void,
  ) {
    box.addEventListener('scroll', onScroll, { passive: true });
  }

  get isAtEnd(): boolean {
    return -this.box.scrollTop < near;
  }

  /** Changes the content: the end is followed if the reader was near it, otherwise nothing on the screen moves. */
  change(mutate: () => void): void {
    const follows = this.isAtEnd;
    if (!follows) return this.keep(mutate);
    mutate();
    this.toEnd();
  }

  /** Changes the content, above or below, without moving what is on the screen. */
  keep(mutate: () => void): void {
    const anchor = this.firstInView();
    const before = anchor?.getBoundingClientRect().top ?? 0;
    mutate();
    if (anchor?.isConnected) this.box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  toEnd(): void {
    this.box.scrollTop = 0;
  }

  show(element: Element): void {
    element.scrollIntoView({ block: 'center' });
  }

  /** Moves as little as brings the element into view. */
  reveal(element: Element): void {
    element.scrollIntoView({ block: 'nearest' });
  }

  /** Puts an element where the eye begins to read. */
  startAt(element: Element): void {
    element.scrollIntoView({ block: 'start' });
  }

  firstInView(): HTMLElement | undefined {
    const { top } = this.box.getBoundingClientRect();
    return [...this.box.querySelectorAll<HTMLElement>(this.items)].find(
      (item) => item.getBoundingClientRect().bottom > top,
    );
  }
}
