/** The reader at the search: what they ask is answered as they ask it, arrows lead along what was found, and back is where they were. */
import { searchListPath, searchPath } from '../../shared/paths.js';
import type { SearchListed } from '../../shared/room-page.js';
import { type FilterKey, isOfDays } from '../../shared/rules/search-filters.js';
import { parseQuery } from '../../shared/rules/search-query.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { Visit } from '../shell/visit.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { ownZone } from '../ui/times.js';
import { keepPlace, takePlace } from './places.js';
import { SearchBox } from './search-box.js';
import { SearchResults } from './search-results.js';

/** Milliseconds for which typing rests before it is a question. */
const rests = 350;

interface Page {
  readonly rooms: KnownRooms;
  /** The address is another one, though the page stayed. */
  renamed?: () => void;
}

export class SearchVisit implements Visit {
  /** What is shown. */
  href = location.href;
  private readonly leaving = new AbortController();
  private readonly box: SearchBox;
  private readonly results = new SearchResults(() =>
    say(t('There is no connection. Try again in a moment.')),
  );
  private order: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: HTMLElement | undefined;

  constructor(
    listed: SearchListed,
    private readonly shell: Page,
  ) {
    this.order = listed.order;
    this.box = new SearchBox(listed, shell.rooms, (isTyped) => this.soon(isTyped ? rests : 0));
    const { signal } = this.leaving;
    const main = document.getElementById('main')!;
    const form = this.box.field.form!;
    form.addEventListener('submit', (event) => this.submitted(event), { signal });
    form.addEventListener('change', ({ target }) => this.chosen(target as Element), { signal });
    form.addEventListener('click', ({ target }) => this.added(target as Element), { signal });
    // Before the whole page is asked for.
    main.addEventListener('click', (event) => this.followed(event), { signal });
    main.addEventListener('keydown', (event) => this.pressed(event), { signal });
    main.addEventListener('focusin', ({ target }) => this.stood(target as HTMLElement), { signal });
    const { field } = this.box;
    field.setSelectionRange(field.value.length, field.value.length);
    void this.arrive(listed);
  }

  refreshed(): void {}

  disconnected(): void {}

  leave(): void {
    clearTimeout(this.timer);
    this.leaving.abort();
    this.results.leave();
    const { scrollTop } = this.results.scrollBox;
    const hit = this.last?.closest<HTMLElement>('.hit')?.dataset.hit;
    keepPlace(this.href, { pages: this.results.pages, scrollTop, hit });
  }

  private async arrive({ zone, q }: SearchListed): Promise<void> {
    const place = takePlace(this.href);
    // The server did not know where the reader is, and days begin elsewhere there.
    const isElsewhere = zone !== ownZone();
    if (isElsewhere && parseQuery(q).filters.some(({ key }) => isOfDays(key)))
      await this.results.show(this.href);
    if (!place?.hit) return;
    await this.results.readTo(place.pages);
    if (this.leaving.signal.aborted) return;
    this.results.scrollBox.scrollTop = place.scrollTop;
    document
      .querySelector<HTMLElement>(`.hit[data-hit="${place.hit}"] .hit-open`)
      ?.focus({ preventScroll: true });
  }

  private soon(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(searchListPath(this.box.q, { order: this.order })), milliseconds);
  }

  /** `isStep`: "back" leads to what was shown before. */
  private ask(path: string, isStep = false): void {
    clearTimeout(this.timer);
    const href = new URL(path, location.href).href;
    if (href === this.href) return;
    if (isStep) history.pushState(null, '', href);
    else history.replaceState(history.state, '', href);
    this.href = href;
    this.shell.renamed?.();
    this.last = undefined;
    void this.results.show(href).then((page) => page && this.answered(page));
  }

  private answered(page: Document): void {
    document.title = page.title;
    const fields = document.getElementById('search-fields') as HTMLDetailsElement;
    const fresh = page.getElementById('search-fields') as HTMLDetailsElement;
    const clear = document.querySelector<HTMLElement>('.search-clear')!;
    clear.hidden = this.box.q === '';
    document.getElementById('search-filters')!.replaceChildren();
    // Whoever is choosing goes on choosing.
    if (fields.contains(document.activeElement)) return;
    fresh.open = fields.open;
    fields.replaceWith(fresh);
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    (document.getElementById('search-fields') as HTMLDetailsElement).open = false;
    this.box.settle();
    this.soon(0);
  }

  private chosen(target: Element): void {
    const field = target.closest<HTMLInputElement | HTMLSelectElement>('#search-fields [name]');
    if (!field) return;
    this.box.choose(field.name as FilterKey, field.value);
    this.soon(0);
  }

  private added(target: Element): void {
    const key = target.closest<HTMLElement>('[data-adds]')?.dataset.adds;
    if (key) this.box.add(key);
  }

  /** To another question: only the answer is fetched. */
  private followed(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link?.pathname !== searchPath || link.id === 'more-hits') return;
    event.preventDefault();
    const { searchParams } = new URL(link.href);
    this.order = searchParams.get('order') ?? 'newest';
    this.box.show(searchParams.get('q') ?? '');
    this.ask(link.href, true);
    this.box.field.focus({ preventScroll: true });
  }

  private stood(target: HTMLElement): void {
    if (target.matches('.hit-open')) this.last = target;
  }

  private pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, isComposing, target } = event;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || isComposing) return;
    const { links } = this.results;
    const at = links.indexOf(target as HTMLElement);
    if (at === -1 && target !== this.box.field) return;
    const isLetter = key.length === 1 && key !== ' ' && at !== -1;
    const to: Record<string, HTMLElement | undefined> = {
      ArrowDown: at === -1 ? (this.last?.isConnected ? this.last : links[0]) : links[at + 1],
      ArrowUp: at === -1 ? undefined : (links[at - 1] ?? this.box.field),
      ...(at !== -1 && { Home: links[0], End: links.at(-1), Escape: this.box.field }),
    };
    // What is typed is meant for the field; the key itself writes there.
    if (isLetter) return this.box.field.focus({ preventScroll: true });
    if (!to[key]) return;
    event.preventDefault();
    to[key].focus();
  }
}
