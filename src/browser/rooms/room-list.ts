/**
 * The rows of rooms: in the lobby and beside every room. What is meant for the reader is counted in the title and in the icon,
 * what is only new is a dot there.
 */
import { callsOf } from '../../shared/rules/room-look.js';
import type { SidebarView } from '../../shared/sidebar.js';
import type { KnownRoom, RoomsListener } from '../core/known-rooms.js';
import type { showInIcon } from '../ui/page-icon.js';
import { onceThere } from '../shell/later.js';
import type { SidebarHands } from './sidebar-hands.js';
import { markMenuButton } from './menu-mark.js';
import { RoomRows } from './room-rows.js';

export class RoomList implements RoomsListener {
  private title = document.title;
  private openRoomId: number | undefined;
  private readonly rows = new RoomRows();
  private readonly roamed = new WeakSet<HTMLElement>();
  private hands: SidebarHands | undefined;
  private showInIcon: typeof showInIcon | undefined;
  /** Of the rooms that call for the reader. */
  private readonly calls = new Map<number, { count: number; isMeant: boolean }>();

  constructor() {
    onceThere(({ Arrangement, SidebarEdges, SidebarHands, showInIcon }) => {
      const arrangement = new Arrangement();
      this.hands = new SidebarHands(arrangement);
      this.rows.showMore(new SidebarEdges(), arrangement);
      this.showInIcon = showInIcon;
      this.showTotal();
    });
  }

  /** How the reader keeps the list; undefined: as before. */
  arrange(sidebar: SidebarView | undefined): void {
    this.rows.arrange(sidebar);
  }

  /** Another page is shown; its own title is without a count. */
  pageChanged(openRoomId: number | undefined, sidebar: SidebarView | undefined): void {
    this.title = document.title;
    this.openRoomId = openRoomId;
    this.rows.open(openRoomId);
    this.arrange(sidebar);
  }

  /** The list at the side is one stop of the Tab key; it may be another one now. */
  roam(): void {
    const list = document.querySelector<HTMLElement>('.sidebar .room-lists');
    if (!list || this.roamed.has(list)) return;
    this.roamed.add(list);
    onceThere(({ Roving }) => {
      new Roving(list, 'a[href]', '[aria-current]');
      this.hands!.watch(list);
    });
  }

  /** The reader has begun to write somewhere, or does not any more. */
  draftsChanged(): void {
    this.rows.markDrafts();
  }

  /** These are all there are now, with these counts. */
  refreshed(rooms: KnownRoom[]): void {
    this.calls.clear();
    for (const room of rooms) this.count(room);
    this.rows.paintAll(rooms);
    this.rows.shown();
    this.showTotal();
  }

  added(room: KnownRoom): void {
    this.rows.add(room);
    this.changed(room);
  }

  changed(room: KnownRoom): void {
    this.show(room);
    this.rows.shown();
    this.showTotal();
  }

  removed(roomId: number): void {
    this.rows.remove(roomId);
    this.calls.delete(roomId);
    this.showTotal();
  }

  private show(room: KnownRoom): void {
    this.count(room);
    this.rows.paint(room);
  }

  private count(room: KnownRoom): void {
    const calls = callsOf(room);
    if (calls.count > 0) this.calls.set(room.id, calls);
    else this.calls.delete(room.id);
  }

  private showTotal(): void {
    const all = [...this.calls.values()];
    const meant = all.reduce((sum, { count, isMeant }) => sum + (isMeant ? count : 0), 0);
    const isNew = all.length > 0;
    document.title = meant > 0 ? `(${meant}) ${this.title}` : isNew ? `• ${this.title}` : this.title;
    this.showInIcon?.(meant, isNew);
    const others = [...this.calls].filter(([id]) => id !== this.openRoomId).map(([, one]) => one);
    markMenuButton(
      others.length > 0,
      others.some(({ isMeant }) => isMeant),
    );
  }
}
