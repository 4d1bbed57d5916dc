/** The only one who scrolls. The box is a reversed column: scrollTop is 0 at the newest message and negative above it. */

/** Pixels from the end within which the reader follows what is new. */
const near = 100;

/** A page that is read from its top on comes as an ordinary column, so that it is there before any script runs. */
const fromTop = 'from-top';

export class Scroller {
  constructor(
    private readonly box: HTMLElement,
    /** Selects what is read one after the other in the box. */
    private readonly items: string,
    onScroll: () => void,
  ) {
    if (box.classList.contains(fromTop)) this.reverse();
    // Where the box has opened is no reason to go back there when its content grows.
    box.classList.remove('at-line');
    box.addEventListener('scroll', onScroll, { passive: true });
  }

  get isAtEnd(): boolean {
    return -this.box.scrollTop < near;
  }

  /** Changes the content: the end is followed if the reader was near it, otherwise nothing on the screen moves. */
  change(mutate: () => void): void {
    const { scrollTop } = this.box;
    if (-scrollTop >= near) return this.keep(mutate);
    mutate();
    // At the very end the box stays there by itself; to set it would have everything laid out at once.
    if (scrollTop !== 0) this.toEnd();
  }

  /** Changes the content, above or below, without moving what is on the screen. */
  keep(mutate: () => void): void {
    const anchor = this.firstInView();
    const before = anchor?.getBoundingClientRect().top ?? 0;
    mutate();
    if (anchor?.isConnected) this.box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  /** The same where all that is here is made anew: what stands in the place of the first in view stays there. */
  keepPlaceOf(find: () => Element | undefined, remake: () => void): void {
    const before = find()?.getBoundingClientRect().top;
    remake();
    const after = find()?.getBoundingClientRect().top;
    if (before !== undefined && after !== undefined) this.box.scrollTop += after - before;
  }

  toEnd(): void {
    this.box.scrollTop = 0;
  }

  /** Down by so many pixels, or up. */
  by(pixels: number): void {
    this.box.scrollTop += pixels;
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

  /** Whether an element is in view from its first line on. */
  shows(element: Element): boolean {
    const { top, bottom } = this.box.getBoundingClientRect();
    const place = element.getBoundingClientRect();
    return place.top >= top && place.top < bottom;
  }

  firstInView(): HTMLElement | undefined {
    const { top } = this.box.getBoundingClientRect();
    const items = [...this.box.querySelectorAll<HTMLElement>(this.items)];
    return items[firstWhere(items, (item) => item.getBoundingClientRect().bottom > top)];
  }

  /** Of `items`, which stand one below the other, the first in view and the last whose end was seen, there or further up. */
  inView<Item extends HTMLElement>(items: Item[]): { first: Item; last: Item } | undefined {
    // On a phone a thread covers the room.
    if (!this.box.checkVisibility({ visibilityProperty: true })) return undefined;
    const { top, bottom } = this.box.getBoundingClientRect();
    const first = items[firstWhere(items, (item) => item.getBoundingClientRect().bottom > top)];
    // Half a pixel: places are fractions where the page is zoomed.
    const last = items[firstWhere(items, (item) => item.getBoundingClientRect().bottom > bottom + 0.5) - 1];
    return first && last && { first, last };
  }

  private reverse(): void {
    const { scrollTop } = this.box;
    this.box.classList.remove(fromTop);
    this.box.scrollTop = scrollTop - (this.box.scrollHeight - this.box.clientHeight);
  }
}

/** The index of the first item for which `is` holds, as it does for all that follow; their number where it holds for none. */
export function firstWhere<Item>(items: Item[], is: (item: Item) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (is(items[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
