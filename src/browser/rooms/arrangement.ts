/** The list of rooms as its reader keeps it: their sections, what is folded, each room in its place. The same on all their devices. */
import { callsOf } from '../../shared/rules/room-look.js';
import { orderIn, plainSidebar } from '../../shared/rules/sidebar-order.js';
import { sectionOf } from '../../shared/rules/sidebar-section.js';
import type { SidebarView } from '../../shared/sidebar.js';
import type { KnownRoom } from '../core/known-rooms.js';
import { pageData } from '../shell/page-data.js';
import { askServer } from '../ui/api.js';
import { Restful } from './restful.js';

const names = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** Milliseconds in which the server's answer to a move is taken for it. */
const ownFor = 3_000;

const sections = () => [...document.querySelectorAll<HTMLDetailsElement>('.room-lists > .room-section')];
const keyOf = ({ dataset }: HTMLElement) => dataset.section!;

export class Arrangement {
  /** What is known of a row's room. */
  roomOf: (row: HTMLElement) => KnownRoom | undefined = () => undefined;
  /** Rows stand elsewhere now. */
  moved: () => void = () => undefined;
  private sidebar: SidebarView;
  private readonly rest = new Restful();
  private ownUntil = -Infinity;

  constructor() {
    bringFolded();
    this.sidebar = pageData(document).reader.sidebar ?? plainSidebar;
    // What was folded before this was there.
    for (const section of sections()) this.toggled(section);
    // The event does not bubble.
    document.addEventListener('toggle', ({ target }) => this.toggled(target as Element), true);
  }

  /** An older state than the one that is shown is passed over: announcements of two nodes may come in any order. */
  show(sidebar: SidebarView): void {
    if (sidebar.rev > this.sidebar.rev) this.sidebar = sidebar;
    const { unreadOnly, folded } = this.sidebar;
    this.showSections();
    document.querySelector('.room-lists')?.classList.toggle('is-unread-only', unreadOnly);
    for (const section of sections()) section.open = !folded.includes(keyOf(section));
    this.settleSoon();
  }

  /** All rows, once no pointer is over them. */
  settleSoon(): void {
    this.when(false, () => this.settleAll());
  }

  get isByHand(): boolean {
    return this.sidebar.order === 'hand';
  }

  /** What changes now is what whoever has the pointer over the list wants. */
  byOwnHand(): void {
    this.ownUntil = performance.now() + ownFor;
  }

  /** `atOnce`: it is not what somebody is about to press. */
  settle(row: HTMLElement, room: KnownRoom, atOnce: boolean): void {
    if (this.isSettled(row, room)) return;
    const put = () => {
      if (!row.isConnected || !row.closest('.room-lists')) return;
      const list = this.listOf(room);
      const focused = row.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
      list?.insertBefore(row, this.nextIn(list, row, room));
      focused?.focus({ preventScroll: true });
      this.moved();
    };
    this.when(atOnce, put);
  }

  private when(atOnce: boolean, change: () => void): void {
    if (atOnce || performance.now() < this.ownUntil) change();
    else this.rest.whenAtRest(change);
  }

  /** The rows of a section, in their order. */
  rowsIn = (section: string): HTMLElement[] =>
    [...(listIn(section)?.children ?? [])].filter((row) => row instanceof HTMLElement);

  private settleAll(): void {
    const lists = new Map(sections().map((section) => [keyOf(section), section.querySelector('ul')!]));
    const focused = document.activeElement as HTMLElement | null;
    for (const row of document.querySelectorAll<HTMLElement>('.room-lists li[data-room]')) {
      const room = this.roomOf(row);
      const list = room && (lists.get(sectionKey(room)) ?? lists.get('rooms'));
      if (list && list !== row.parentElement) list.append(row);
    }
    for (const [key, list] of lists) {
      const rows = this.rowsIn(key);
      order(
        list,
        rows.toSorted((one, other) => this.compare(key, one, other)),
      );
    }
    if (focused?.closest('.room-lists')) focused.focus({ preventScroll: true });
    this.moved();
  }

  private isSettled(row: HTMLElement, room: KnownRoom): boolean {
    const list = this.listOf(room);
    if (!list || row.parentElement !== list) return false;
    const [before, next] = [row.previousElementSibling, row.nextElementSibling] as (HTMLElement | null)[];
    const key = this.keyOfRoom(room);
    return (!before || this.compare(key, before, row) <= 0) && (!next || this.compare(key, row, next) <= 0);
  }

  /** Before its like: of conversations the one that comes is the newest. */
  private nextIn(list: Element, row: HTMLElement, room: KnownRoom): Element | null {
    const key = this.keyOfRoom(room);
    const others = [...list.children].filter((other) => other !== row) as HTMLElement[];
    return others.find((other) => this.compare(key, row, other) <= 0) ?? null;
  }

  private compare(section: string, one: HTMLElement, other: HTMLElement): number {
    const [first, second] = [this.roomOf(one), this.roomOf(other)];
    if (!first || !second) return 0;
    return orderIn(section, this.sidebar.order, names)(first, second);
  }

  private keyOfRoom(room: KnownRoom): string {
    const key = sectionKey(room);
    return listIn(key) ? key : 'rooms';
  }

  private listOf = (room: KnownRoom): Element | null => listIn(this.keyOfRoom(room));

  /** Those of the reader's own as they are now, between the favourites and the others. */
  private showSections(): void {
    const rooms = document.querySelector('.room-lists > [data-section=rooms]');
    if (!rooms) return;
    const wanted = this.sidebar.sections;
    const keys = new Set(wanted.map(({ id }) => String(id)));
    for (const section of sections())
      if (/^\d/.test(keyOf(section)) && !keys.has(keyOf(section))) {
        rooms.querySelector('ul')!.append(...section.querySelectorAll('li'));
        section.remove();
      }
    const own = wanted.map(({ id, name }) => {
      const section =
        document.querySelector<HTMLElement>(`.room-lists > [data-section="${id}"]`) ?? made(rooms, id);
      section.querySelector('h2')!.replaceChildren(isolated(name));
      section.querySelector('summary')!.draggable = true;
      return section;
    });
    const shown = sections().filter((section) => /^\d/.test(keyOf(section)));
    if (own.some((section, n) => section !== shown[n])) for (const section of own) rooms.before(section);
  }

  /** By whoever looks, or because another device says so. */
  private toggled(target: Element): void {
    if (!(target instanceof HTMLDetailsElement) || !target.matches('.room-section')) return;
    const key = keyOf(target);
    const { folded } = this.sidebar;
    if (!target.open === folded.includes(key)) return;
    const others = folded.filter((one) => one !== key);
    this.sidebar = { ...this.sidebar, folded: target.open ? others : [...others, key] };
    const change = target.open ? { unfold: [key] } : { fold: [key] };
    // Also where the page is left the next moment. Without a connection it is folded here until the list is asked for again.
    askServer('PATCH', '/api/me/sidebar', change, { keepalive: true }).catch(() => undefined);
  }
}

/** Before, each browser kept by itself what is folded, in a cookie. */
function bringFolded(): void {
  const [, kept] = /(?:^|; )samovar\.folded=([^;]*)/.exec(document.cookie) ?? [];
  if (kept === undefined) return;
  document.cookie = 'samovar.folded=; path=/; max-age=0; samesite=lax';
  if (kept) askServer('PATCH', '/api/me/sidebar', { fold: kept.split('.') }).catch(() => undefined);
}

const sectionKey = (room: KnownRoom) => sectionOf({ ...room, isMeant: callsOf(room).isMeant });

/** Moves those alone that stand wrong: of a row that is one too early itself, not all that come after it. */
function order(list: Element, rows: HTMLElement[]): void {
  let place = list.firstElementChild;
  for (const row of rows) {
    if (place !== row && place?.nextElementSibling === row) place = row;
    if (place === row) place = row.nextElementSibling;
    else list.insertBefore(row, place);
  }
}

const listIn = (section: string): Element | null =>
  document.querySelector(`.room-lists > [data-section="${section}"] > ul`);

function made(like: Element, id: number): HTMLElement {
  const section = like.cloneNode(true) as HTMLDetailsElement;
  section.dataset.section = String(id);
  section.open = true;
  const list = section.querySelector('ul')!;
  list.replaceChildren();
  list.id = `section-${id}`;
  return section;
}

function isolated(name: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = name;
  return element;
}
