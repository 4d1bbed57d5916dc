/** What is known of pages that are not shown: kept as each is left, and now and then, for when a page does not come. */
import { activityPath, lobbyPath, roomPath } from '../../shared/paths.js';
import { Throttle } from '../core/throttle.js';
import { type Frame, htmlOf, write } from './frame.js';
import { KeptPages } from './kept-pages.js';
import { blankRoom, sayNeverLoaded } from './blank-room.js';
import { pageData } from './page-data.js';
import { placeOf } from './place.js';
import type { Stay } from './stay.js';
import { isRoom } from './swapping.js';

/** Milliseconds. */
const every = 20_000;
const firstAfter = 2_000;

const lists: (string | undefined)[] = [lobbyPath, activityPath];

export class LastKnown {
  private readonly kept: KeptPages;
  private readonly turns = new Throttle(() => this.keep(), every);
  /** What was kept last: nothing is written twice. */
  private keptState = '';

  constructor(
    private readonly shell: Stay,
    private readonly frame: Frame,
  ) {
    this.kept = new KeptPages(shell.pageStore);
    setTimeout(() => this.keep(), firstAfter);
    document.addEventListener('visibilitychange', () => document.hidden && this.keep());
    for (const event of ['chat_message', 'message_changed'] as const)
      shell.connection.socket.on(event, () => this.turns.soon());
    shell.connection.socket.on('room_removed', ({ roomId }) => this.forget(roomId));
  }

  get = (href: string): Document | undefined => this.kept.get(placeOf(href) ?? '');

  find = (href: string): Promise<Document | undefined> => this.kept.find(placeOf(href) ?? '');

  drop(href: string): void {
    const place = placeOf(href);
    if (place) this.kept.drop(place);
  }

  /** Another page is about to be shown. */
  shows(page: Document): void {
    this.frame.shows(page, !isRoom(document) || !isRoom(page));
    setTimeout(() => this.keep(), firstAfter);
  }

  /** What is shown now is about to go. */
  leaves(): void {
    this.keep();
  }

  /** A listed room without anything in it. */
  blank(href: string): Document | undefined {
    const place = placeOf(href);
    const room = this.shell.rooms.all.find(({ address }) => roomPath(address) === place);
    // In the lobby there is none to be made of but what was kept.
    const page = isRoom(document) ? this.frame.copy() : this.kept.some(isRoom);
    return room && page && blankRoom(page, room);
  }

  sayNothingIsKnown(again: () => void): void {
    sayNeverLoaded(document, again);
  }

  private forget(roomId: number): void {
    // The open one is listed no more: its session was told before.
    const room = this.shell.visitTo(roomId)?.room.session.room ?? this.shell.rooms.get(roomId);
    if (room) this.kept.drop(roomPath(room.address));
    this.shell.kept.forget(roomId);
  }

  private keep(): void {
    const { visit } = this.shell;
    if (!visit) return this.keepList();
    // With holes in it a page would not be whole again by catching up.
    if (visit.room.session.isRemoved || visit.room.paging.isFromStore) return;
    const data = { ...visit.room.state, rooms: this.shell.rooms.all, keptAt: now() };
    const state = `${data.room.id} ${data.rev} ${data.me.lastReadSeq}`;
    if (state === this.keptState) return;
    this.keptState = state;
    const make = this.frame.pageOf(data, document.getElementById('log')!);
    const path = roomPath(data.room.address);
    // Making the text of it takes some milliseconds, and the reader is on the way elsewhere.
    this.kept.keepSoon(path, make);
  }

  /** The lobby, or activity, as the server made it: not a part that was asked for. */
  private keepList(): void {
    const place = placeOf(location.href);
    if (!lists.includes(place) || isRoom(document) || location.search) return;
    const page = this.frame.copy();
    write(page, { ...pageData(page), keptAt: now() });
    this.kept.keep(place!, htmlOf(page));
  }
}

const now = () => new Date().toISOString();
