/** A list as one stop of the Tab key: arrows, Home and End move within it, letters find (ARIA Authoring Practices, roving tabindex). */

/** Milliseconds after which letters begin a new word. */
const wordEnds = 700;

export class Roving {
  private current: HTMLElement | undefined;
  private word = '';
  private typedAt = -Infinity;

  constructor(
    private readonly list: HTMLElement,
    /** Selects what can have the focus. */
    private readonly items: string,
    /** Selects among them where one comes in. */
    private readonly first: string,
  ) {
    this.settle();
    list.addEventListener('focusin', ({ target }) => this.moveTo((target as Element).closest(items)));
    list.addEventListener('keydown', (event) => this.pressed(event));
    const changes = { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-current'] };
    new MutationObserver(() => this.settle()).observe(list, changes);
  }

  private all = () =>
    [...this.list.querySelectorAll<HTMLElement>(this.items)].filter((item) => item.checkVisibility());

  /** One of them is in the tab order, however the list has changed. */
  private settle(): void {
    const isInside = this.list.contains(document.activeElement);
    const wanted = isInside ? this.current : this.list.querySelector<HTMLElement>(this.first);
    const all = [...this.list.querySelectorAll<HTMLElement>(this.items)];
    this.current = wanted?.isConnected ? wanted : all[0];
    for (const item of all) {
      const tabIndex = item === this.current ? 0 : -1;
      if (item.tabIndex !== tabIndex) item.tabIndex = tabIndex;
    }
  }

  private moveTo(item: HTMLElement | null): void {
    if (!item) return;
    this.current = item;
    this.settle();
  }

  private pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    if (ctrlKey || metaKey || altKey || isComposing || event.defaultPrevented) return;
    // Somebody else moved the focus on already: the key is meant for there.
    if (!this.list.contains(document.activeElement)) return;
    const all = this.all();
    const index = all.indexOf((event.target as Element).closest<HTMLElement>(this.items)!);
    if (index === -1) return;
    const to: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 };
    const isLetter = key.length === 1 && key !== ' ' && key !== '?';
    const next = isLetter ? this.found(all, index, key) : all.at((to[key] ?? index) % all.length);
    if (!isLetter && (to[key] === undefined || shiftKey)) return;
    event.preventDefault();
    next?.focus();
  }

  /** The next whose name begins with what was typed in one go. */
  private found(all: HTMLElement[], index: number, letter: string): HTMLElement | undefined {
    const now = performance.now();
    const isNew = now - this.typedAt > wordEnds;
    this.word = (isNew ? '' : this.word) + letter.toLowerCase();
    this.typedAt = now;
    const order = [...all.slice(index + Number(isNew)), ...all.slice(0, index + Number(isNew))];
    return order.find((item) => nameOf(item).startsWith(this.word));
  }
}

const nameOf = (item: HTMLElement) =>
  (item.querySelector('.room-name') ?? item).textContent.trim().toLowerCase();
