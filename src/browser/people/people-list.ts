/** Shows a room's people in the panel: a page of them, more as one scrolls, and those who are looked for. */
import type { PersonView } from '../../shared/presence.js';
import { Throttle } from '../core/throttle.js';
import { t } from '../ui/page-texts.js';
import { fetchRoomPeople } from './people-source.js';
import type { Roster } from './roster.js';
import { PersonRows } from './person-rows.js';

/** Milliseconds for which the typing rests before the server is asked. */
const restsFor = 200;

/** Milliseconds: how often new members are asked for at most, and within which all who look at the room do. */
const anew = { every: 5_000, spread: 1_000 };

const part = (panel: HTMLElement, selector: string) => panel.querySelector<HTMLElement>(selector)!;

export class PeopleList {
  private readonly rows: { here: PersonRows; away: PersonRows };
  private readonly query: HTMLInputElement;
  private readonly more: HTMLElement;
  private readonly status: HTMLElement;
  /** Those who were found; without a search the whole room. */
  private found: Roster | undefined;
  private isStale = true;
  private isJoined = false;
  private loading: AbortController | undefined;
  private turn = 0;
  private readonly anew = new Throttle(() => this.refresh(), anew.every, anew.spread);

  constructor(
    private readonly panel: HTMLElement,
    private readonly place: { roomId: number; me: { id: number } },
    private readonly all: Roster,
    private readonly makeRoster: () => Roster,
    signal: AbortSignal,
  ) {
    const rowsOf = (selector: string) => new PersonRows(part(panel, selector), place.me.id);
    this.rows = { here: rowsOf('#people-list'), away: rowsOf('#away-list') };
    this.query = part(panel, '#people-query') as HTMLInputElement;
    this.more = part(panel, '#people-more');
    this.status = part(panel, '#people-status');
    this.watchSearch();
    this.more.addEventListener('click', (event) => {
      event.preventDefault();
      void this.loadMore();
    });
    const sight = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.loadMore();
      },
      { root: part(panel, '#people-scroll'), rootMargin: '200px' },
    );
    sight.observe(this.more);
    signal.addEventListener('abort', () => {
      sight.disconnect();
      this.anew.stop();
      this.loading?.abort();
    });
  }

  /** What was known before may not be so any more. */
  joined(): void {
    this.isStale = true;
    this.isJoined = true;
    this.refresh();
  }

  /** The panel may be in view now. Before the room is joined, which asks anyway, it can wait. */
  opened(): void {
    if (this.isJoined) this.refresh();
    else this.anew.soon();
  }

  changed(people: PersonView[]): void {
    this.found?.changed(people.filter(({ id }) => this.isShown(id)));
    this.show();
  }

  /** There are more members. Whoever has gone on in the list keeps their place in it, and finds them further down. */
  gained(): void {
    this.show();
    if (!this.all.isFirstPage) return;
    this.isStale = true;
    this.anew.soon();
  }

  left(userIds: number[]): void {
    this.found?.left(userIds);
    this.show();
  }

  /** Once a frame: when many come at once the list is written once. */
  show(): void {
    cancelAnimationFrame(this.turn);
    this.turn = requestAnimationFrame(() => this.render());
  }

  private refresh(): void {
    if (this.isStale && this.panel.checkVisibility()) void this.load();
  }

  private get shown(): Roster {
    return this.found ?? this.all;
  }

  private isShown = (id: number) =>
    [...this.shown.here, ...this.shown.away].some((person) => person.id === id);

  private watchSearch(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.query.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => void this.search(), restsFor);
    });
    this.query.form!.addEventListener('submit', (event) => {
      event.preventDefault();
      clearTimeout(timer);
      void this.search();
    });
  }

  private async search(): Promise<void> {
    this.found = this.query.value.trim() === '' ? undefined : this.makeRoster();
    if (this.found) return this.load();
    this.show();
    this.opened();
  }

  /** The first page. */
  private async load(): Promise<void> {
    const { shown } = this;
    await this.ask({}, (page) => {
      shown.reset(page);
      if (shown === this.all) this.isStale = false;
    });
  }

  private async loadMore(): Promise<void> {
    const { shown } = this;
    const { next } = shown;
    // One at a time: each says where the next begins.
    if (!next || this.loading) return;
    await this.ask({ after: next }, (page) => shown.add(page));
  }

  private async ask(
    from: { after?: string },
    take: (page: Awaited<ReturnType<typeof fetchRoomPeople>>) => void,
  ): Promise<void> {
    this.loading?.abort();
    const loading = (this.loading = new AbortController());
    const query = this.found ? { query: this.query.value.trim() } : {};
    const { signal } = loading;
    try {
      take(await fetchRoomPeople(this.place.roomId, { ...query, ...from }, signal));
      this.status.textContent = '';
      this.show();
    } catch {
      if (!signal.aborted) this.status.textContent = t('There is no connection. Try again in a moment.');
    }
    if (this.loading === loading) this.loading = undefined;
  }

  private render(): void {
    const { here, away, next, total, hereCount } = this.shown;
    if (next === undefined) return;
    this.rows.here.show(here);
    this.rows.away.show(away);
    if (!this.found)
      for (const count of document.querySelectorAll('[data-online]')) count.textContent = String(hereCount);
    part(this.panel, '#people-total').textContent = String(total);
    this.query.placeholder = t('Find among {{count}} members', { count: total });
    part(this.panel, '#here-title').hidden = here.length === 0;
    part(this.panel, '#away-title').hidden = away.length === 0;
    this.more.hidden = next === null;
    if (this.shown.isEmpty) this.status.textContent = t('Nobody matches. Try a shorter part of the name.');
  }
}
