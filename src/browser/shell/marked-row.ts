/** The row of where the reader is going: marked at once, whatever the network does. */
const isCurrent = 'a[aria-current="page"]';

export class MarkedRow {
  private before: Element[] | undefined;

  constructor(private readonly placeOf: (href: string) => string | undefined) {}

  go(href: string): void {
    const before = this.before ?? [...document.querySelectorAll(`.sidebar ${isCurrent}`)];
    this.back();
    this.before = before;
    for (const row of before) row.removeAttribute('aria-current');
    const place = this.placeOf(href);
    for (const link of document.querySelectorAll<HTMLAnchorElement>('.sidebar a[href], .room-card[href]'))
      if (this.placeOf(link.href) === place && !link.matches('.brand'))
        link.setAttribute('aria-current', 'page');
  }

  /** The reader is there: the list marks its own row. */
  arrived(): void {
    this.before = undefined;
  }

  /** The reader stays where they were. */
  back(): void {
    if (!this.before) return;
    for (const link of document.querySelectorAll(`.sidebar ${isCurrent}, .room-card[aria-current]`))
      link.removeAttribute('aria-current');
    for (const row of this.before) row.setAttribute('aria-current', 'page');
    this.before = undefined;
  }
}
