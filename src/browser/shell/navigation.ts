/** From room to room without a reload: the server's page is fetched, and what differs is put in place. */
import { messagePath } from '../../shared/paths.js';
import { PageSource } from './page-source.js';
import type { Shell } from './shell.js';
import { localiseTimes } from '../ui/times.js';

/** Milliseconds that a pointer rests on a link before its page is fetched ahead. */
const rest = 60;

/** Where the reader was in a room that was not read to its end; kept with its entry in the browser's history. */
interface Reading {
  seq: number;
  /** The page that shows the messages around it. */
  path: string;
}

export class Navigation {
  private readonly source = new PageSource();
  private shown = pageOf(location.href);
  private turn = 0;
  private resting?: ReturnType<typeof setTimeout>;

  constructor(private readonly shell: Shell) {
    document.addEventListener('click', (event) => this.clicked(event));
    document.addEventListener('pointerover', ({ target }) => this.restedOn(target));
    document.addEventListener('pointerdown', ({ target }) => this.prepare(linkAt(target)));
    window.addEventListener('popstate', () => {
      if (pageOf(location.href) !== this.shown) void this.visitAgain();
    });
  }

  /** Shows a page of the chat; on any trouble the browser goes there by itself. */
  async visit(href: string): Promise<void> {
    const begin = () => {
      this.keepReading();
      history.pushState(null, '', href);
    };
    if ((await this.show(href, begin)) === 'failed') location.assign(href);
  }

  /** Back or forward: a room shows again what was being read. */
  private async visitAgain(): Promise<void> {
    const { reading } = (history.state ?? {}) as { reading?: Reading };
    const outcome = await this.show(reading?.path ?? location.href, () => undefined, reading?.seq);
    if (outcome === 'failed') location.reload();
  }

  private async show(
    href: string,
    begin: () => void,
    readOnAt?: number,
  ): Promise<'shown' | 'outrun' | 'failed'> {
    const turn = ++this.turn;
    try {
      const page = await this.source.take(href);
      if (turn !== this.turn) return 'outrun';
      if (!isOfThisBuild(page)) throw new Error('another build');
      if (isPart(page) && !document.getElementById('log')) throw new Error('a part, and no room for it');
      begin();
      this.shown = pageOf(location.href);
      this.shell.go(() => swap(page), readOnAt);
      focusIn(document);
      return 'shown';
    } catch {
      return turn === this.turn ? 'failed' : 'outrun';
    }
  }

  private keepReading(): void {
    const { visit } = this.shell;
    const seq = visit?.room.readingAt;
    const reading = visit && seq && { seq, path: messagePath(visit.room.session.room.address, seq) };
    history.replaceState(reading ? { reading } : null, '');
  }

  private clicked(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = linkAt(event.target);
    if (!link || (pageOf(link.href) === this.shown && link.hash)) return;
    event.preventDefault();
    // Its page is being fetched now, and would be once more.
    clearTimeout(this.resting);
    void this.visit(link.href);
  }

  private restedOn(target: EventTarget | null): void {
    clearTimeout(this.resting);
    const link = linkAt(target);
    if (link) this.resting = setTimeout(() => this.prepare(link), rest);
  }

  private prepare(link: HTMLAnchorElement | null): void {
    // People in the list lead to the message field, not to a page.
    const leadsOn = link && !link.dataset.username && pageOf(link.href) !== this.shown;
    if (leadsOn) this.source.prepare(link.href);
  }
}

/** The page an address shows, without the part of it that is to be in view. */
const pageOf = (href: string) => href.split('#', 1)[0]!;

/** The link to the lobby or a room under a pointer. */
function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  const link = (target as Element | null)?.closest?.<HTMLAnchorElement>('a[href]') ?? null;
  const isOurs = link?.origin === location.origin && link.pathname.startsWith('/chat/') && !link.target;
  return isOurs ? link : null;
}

const buildOf = (page: Document) =>
  [
    page.documentElement.lang,
    ...[...page.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href')),
    ...[...page.querySelectorAll('script[src]')].map((script) => script.getAttribute('src')),
  ].join(' ');
const build = buildOf(document);

/** After an update of the server, or in another language, the page needs the scripts and styles that belong to it. */
const isOfThisBuild = (page: Document) => buildOf(page) === build;

/** Fetched ahead in a room that has been left since, a room's page is only what was to be put into that one. */
const isPart = (page: Document) =>
  page.getElementById('log') !== null && page.getElementById('rooms') === null;

/** Between two rooms the list of rooms stays; otherwise the whole page changes. */
function swap(page: Document): void {
  for (const element of page.querySelectorAll('noscript, script:not([type="application/json"])'))
    element.remove();
  localiseTimes(page);
  document.title = page.title;
  const areRooms = [document, page].every((one) => one.getElementById('log'));
  if (!areRooms) {
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.children);
    return;
  }
  for (const id of ['main', 'people']) document.getElementById(id)!.replaceWith(page.getElementById(id)!);
  document.querySelector<HTMLElement>('#rooms:popover-open')?.hidePopover();
}

/** Where one writes; on a touch screen its keyboard would cover the room that was just opened. */
function focusIn(page: Document): void {
  const field = page.querySelector<HTMLElement>('#text, #room');
  if (field && !matchMedia('(pointer: coarse)').matches) return field.focus({ preventScroll: true });
  const main = page.getElementById('main')!;
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
}
