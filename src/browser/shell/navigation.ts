/** From room to room without a reload: the server's page is fetched, and what differs is put in place. */
import { once } from '../ui/once.js';
import { t } from '../ui/page-texts.js';
import { Frame } from './frame.js';
import { keepReading } from './kept-reading.js';
import { isTyping, leaveField } from './held-typing.js';
import { LastKnown } from './last-known.js';
import { MarkedRow } from './marked-row.js';
import { PageSource, Refused } from './page-source.js';
import { pageOf, placeOf, seqIn, threadIn } from './place.js';
import type { Stay } from './stay.js';
import type { Way } from './way.js';
import { buildOf, caret, focusIn, isPart, isRoom, scrolledTo, swap, writingRests } from './swapping.js';

/** Milliseconds after which what is known of a place is shown until its page is there. */
const patience = 100;

/** Where the reader was in a room that was not read to its end; kept with its entry in the browser's history. */
interface Reading {
  seq: number;
  /** The page that shows the messages around it. */
  path: string;
}

export class Navigation {
  private readonly source = new PageSource();
  private readonly row = new MarkedRow(placeOf);
  private readonly lastKnown: LastKnown;
  /** After an update of the server, or in another language, a page needs the scripts and styles that belong to it. */
  private readonly build: string;
  private way: Way | undefined;

  /** `page`: the page before any script touched it; `shown`: its address. */
  constructor(
    private readonly shell: Stay,
    page: Document,
    private shown: string,
  ) {
    this.build = buildOf(page);
    this.lastKnown = new LastKnown(shell, new Frame(page));
    shell.renamed = () => (this.shown = pageOf(location.href));
    const turned = () => pageOf(location.href) !== this.shown && this.visitAgain();
    window.addEventListener('popstate', turned);
    turned();
    // What is typed on the way is meant for where the way leads.
    document.addEventListener('keydown', (event) => isTyping(event) && this.hurry(), { capture: true });
    const again = () => this.way?.glimpse === 'blank' && this.set(this.way);
    window.addEventListener('online', again);
    shell.connection.socket.on('connect', again);
  }

  /** The reader has left for another place, of which nothing is shown yet: what is typed now belongs to neither. */
  get isOnTheWay(): boolean {
    return this.way !== undefined && !this.way.glimpse;
  }

  /** The address of the page that is shown. */
  get page(): string {
    return this.shown;
  }

  /** It is probably followed next. A row that is marked comes under the pointer once more. */
  expect({ href }: HTMLAnchorElement): void {
    if (pageOf(href) !== this.shown && href !== this.way?.href) this.source.prepare(href);
  }

  /** Shows a page of the chat: what is known of it at once, then what is new. */
  visit(href: string): void {
    const begin = () => {
      keepReading(this.shell.visit);
      history.pushState(null, '', href);
    };
    this.set({ href, begin: once(begin) });
  }

  /** The same, without loading anything where the page holds it already. */
  lead(href: string): void {
    if (!this.leapt(href)) this.visit(href);
  }

  /** Back or forward: a room shows again what was being read. */
  private visitAgain(): void {
    const { reading } = (history.state ?? {}) as { reading?: Reading };
    if (this.turned(location.href) || this.jumped(location.href, reading?.seq)) return;
    const href = new URL(reading?.path ?? location.href, location.href).href;
    this.set({ href, begin: () => undefined, readOnAt: reading?.seq });
  }

  /** Within the room that is open, to what is on the page already: nothing is loaded. */
  private jumped(href: string, readOnAt?: number): boolean {
    const room = this.isHere({ href }) ? this.shell.visit?.room : undefined;
    const seq = readOnAt ?? seqIn(href);
    const place = room?.readingAt ?? 'end';
    const isThere = readOnAt !== undefined ? room?.readOnAt(readOnAt) : seq && room?.showTarget(seq);
    if (isThere && readOnAt === undefined) room?.reading.cameFrom(place);
    // The room itself, without a message: its end.
    if (!isThere && !(seq === undefined && href === this.roomItself && room?.goToEnd())) return false;
    clearTimeout(this.way?.timer);
    this.way = undefined;
    this.row.back();
    this.shown = pageOf(location.href);
    return true;
  }

  /** Only the thread beside the open room is another one, or none. */
  private turned(href: string): boolean {
    const { visit } = this.shell;
    const [before, now] = [threadIn(this.shown), threadIn(href)];
    if (!visit || !this.isHere({ href }) || (before ?? now) === undefined) return false;
    this.shown = pageOf(href);
    visit.showThread(now);
    return true;
  }

  private get roomItself(): string | undefined {
    const place = placeOf(location.href);
    return place && location.origin + place;
  }

  private set(way: Way): void {
    clearTimeout(this.way?.timer);
    this.way = way;
    this.row.go(way.href);
    if (!way.glimpse) {
      leaveField();
      way.timer = setTimeout(() => void this.showKnown(way), patience);
    }
    this.source
      .take(way.href)
      .then((page) => this.arrive(way, page))
      .catch((error: unknown) => this.fail(way, error));
  }

  private async arrive(way: Way, page: Document): Promise<void> {
    await writingRests();
    if (way !== this.way) return;
    if (buildOf(page) !== this.build) throw new Refused('another build');
    if (isPart(page) && !isRoom(document)) return this.set(way);
    this.put(way, page, way.readOnAt ?? (way.glimpse && scrolledTo()));
  }

  /** The page is there, or the one that was kept stands for it. */
  private put(way: Way, page: Document, readOnAt: number | undefined): void {
    const place = way.glimpse && caret();
    this.finish(way);
    this.lastKnown.shows(page);
    this.shell.go(() => swap(page), readOnAt);
    focusIn(document, place);
  }

  private fail(way: Way, error: unknown): void | Promise<void> {
    if (way !== this.way) return;
    clearTimeout(way.timer);
    if (!(error instanceof Refused)) return this.goWithout(way);
    // What the server says instead is a page of its own; what is kept of the place may not be the reader's any more.
    this.lastKnown.drop(way.href);
    if (pageOf(location.href) === pageOf(way.href)) location.reload();
    else location.assign(way.href);
  }

  /** No connection: what was last known is as good as the room itself, which catches up later. */
  private async goWithout(way: Way): Promise<void> {
    if (this.isHere(way)) return this.goHere(way);
    if (!way.glimpse) await this.showKnown(way);
    if (way !== this.way) return;
    const page = way.glimpse === 'kept' ? this.lastKnown.get(way.href) : undefined;
    if (page) this.put(way, page, way.readOnAt ?? seqIn(way.href));
    else if (way.glimpse === 'blank') this.lastKnown.sayNothingIsKnown(() => this.set(way));
    else this.stay(way);
  }

  /** Another part of the room that is open. */
  private isHere = ({ href }: Pick<Way, 'href'>) => isRoom(document) && placeOf(this.shown) === placeOf(href);

  /** To a message that this browser has kept, too. */
  private async goHere(way: Way): Promise<void> {
    const seq = way.readOnAt ?? seqIn(way.href);
    const isFound = seq !== undefined && (await this.shell.visit?.goTo(seq));
    if (way !== this.way) return;
    if (isFound) this.finish(way);
    else this.stay(way);
  }

  /** Nothing can be shown in the place of what is: that stays, and says why. */
  private stay(way: Way): void {
    this.way = undefined;
    this.row.back();
    this.shell.tell(t('There is no connection. Try again in a moment.'));
    // Back or forward changed the address already.
    if (pageOf(location.href) !== this.shown && pageOf(location.href) === pageOf(way.href))
      history.replaceState(history.state, '', this.shown);
  }

  /** The page may still come: nothing is final yet. */
  private async showKnown(way: Way): Promise<void> {
    if (this.isHere(way)) return;
    const kept = this.lastKnown.get(way.href) ?? (await this.lastKnown.find(way.href));
    if (way !== this.way || way.glimpse) return;
    this.showGlimpse(way, kept);
  }

  private showGlimpse(way: Way, kept: Document | undefined): void {
    const page = kept ?? this.lastKnown.blank(way.href);
    if (!page || buildOf(page) !== this.build) return;
    way.glimpse = kept ? 'kept' : 'blank';
    clearTimeout(way.timer);
    way.begin();
    this.shown = pageOf(location.href);
    this.lastKnown.leaves();
    this.shell.glimpse(() => swap(page));
    this.row.arrived();
    focusIn(document);
  }

  /** Somebody types: not into the room they have left. */
  private hurry(): void {
    const { way } = this;
    if (way && !way.glimpse && !this.isHere(way)) this.showGlimpse(way, this.lastKnown.get(way.href));
  }

  private finish(way: Way): void {
    clearTimeout(way.timer);
    if (!way.glimpse) this.lastKnown.leaves();
    this.way = undefined;
    way.begin();
    this.shown = pageOf(location.href);
    this.row.arrived();
  }

  /** A link to a message that is on the page; "back" leads to where one was. */
  private leapt(href: string): boolean {
    const seq = seqIn(href);
    if (threadIn(href) !== undefined && this.isHere({ href }) && this.shell.visit) {
      keepReading(this.shell.visit);
      const state = { ...(history.state as object), isBeside: true };
      if (pageOf(href) !== this.shown) history.pushState(state, '', href);
      return this.turned(href);
    }
    if (seq === undefined || !this.isHere({ href }) || !this.shell.visit?.room.has(seq)) return false;
    keepReading(this.shell.visit);
    history.pushState(null, '', href);
    return this.jumped(href);
  }
}
