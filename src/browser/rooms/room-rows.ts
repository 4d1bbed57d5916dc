/** The elements of the rows: found once a page, written only where something is different. */
import { roomPath } from '../../shared/paths.js';
import { callsOf, roomLook } from '../../shared/rules/room-look.js';
import { sectionOf } from '../../shared/rules/sidebar-section.js';
import type { SidebarView } from '../../shared/sidebar.js';
import type { KnownRoom } from '../core/known-rooms.js';
import { later } from '../shell/later.js';
import type { Arrangement } from './arrangement.js';
import { draftRooms } from './drafts.js';
import type { SidebarEdges } from './sidebar-edges.js';
import { render } from './templates.js';

export class RoomRows {
  private rows = new Map<number, HTMLElement[]>();
  /** What a row shows. One without came from the server, or of a template. */
  private readonly shownIn = new WeakMap<HTMLElement, string>();
  private readonly known = new Map<number, KnownRoom>();
  private openRoomId: number | undefined;
  private edges: SidebarEdges | undefined;
  private arrangement: Arrangement | undefined;
  private sidebar: SidebarView | undefined;

  /** Marks the room that is open, and brings its row into view. */
  open(roomId: number | undefined): void {
    this.openRoomId = roomId;
    this.find();
    for (const link of document.querySelectorAll('.sidebar .room-lists [aria-current]'))
      link.removeAttribute('aria-current');
    this.markDrafts();
    const [row] = roomId === undefined ? [] : (this.rows.get(roomId) ?? []);
    if (row) showOpen(row);
  }

  /** Where the reader has begun to write, but for the room that is open. */
  markDrafts(): void {
    const drafts = draftRooms();
    for (const [id, rows] of this.rows)
      for (const row of rows) this.markDraft(row, drafts.has(id) && id !== this.openRoomId);
  }

  find(): void {
    this.rows = new Map();
    this.known.clear();
    for (const row of document.querySelectorAll<HTMLElement>('li[data-room]')) {
      const id = Number(row.dataset.room);
      this.rows.set(id, [...(this.rows.get(id) ?? []), row]);
    }
  }

  /** Into the sidebar, where there is one and it is not there. */
  add(room: KnownRoom): void {
    const found = [...document.querySelectorAll<HTMLElement>(`li[data-room="${room.id}"]`)];
    const list = document.getElementById(sectionOfRoom(room) === 'you' ? 'direct-list' : 'room-list');
    if (found.length === 0 && list) {
      const row = render.roomLink(room, room.id === this.openRoomId);
      list.prepend(row);
      found.push(row);
    }
    this.rows.set(room.id, found);
    this.known.set(room.id, room);
    for (const row of found) this.settle(row, room);
  }

  remove(roomId: number): void {
    for (const row of this.rows.get(roomId) ?? []) row.remove();
    this.rows.delete(roomId);
    this.shown();
  }

  paint(room: KnownRoom): void {
    for (const row of this.write(room)) this.settle(row, room);
  }

  /** All there are: they are put in their places together. */
  paintAll(rooms: KnownRoom[]): void {
    this.find();
    for (const room of rooms) {
      const rows = this.write(room);
      if (!this.arrangement || room.id === this.openRoomId) for (const row of rows) this.settle(row, room);
    }
    this.arrangement?.settleSoon();
  }

  /** Where it shows something else. */
  private write(room: KnownRoom): HTMLElement[] {
    const wanted = signature(room);
    const rows = this.rows.get(room.id) ?? [];
    this.known.set(room.id, room);
    for (const row of rows) {
      const shown = this.shownIn.get(row) ?? signature({ ...room, ...countsIn(row) });
      this.shownIn.set(row, wanted);
      if (shown !== wanted) paint(row, room);
    }
    return rows;
  }

  /** How the reader keeps the list, as this page or the server says; undefined: as before. */
  arrange(sidebar: SidebarView | undefined): void {
    this.sidebar = sidebar ?? this.sidebar;
    if (sidebar) this.arrangement?.show(sidebar);
  }

  /** They come later. */
  showMore(edges: SidebarEdges, arrangement: Arrangement): void {
    this.edges = edges;
    this.arrangement = arrangement;
    arrangement.roomOf = ({ dataset }) => this.known.get(Number(dataset.room));
    arrangement.moved = () => this.shown();
    if (this.sidebar) arrangement.show(this.sidebar);
    edges.soon();
  }

  /** All that changed is written. */
  shown(): void {
    this.edges?.soon();
  }

  /** What puts rows in their places comes for the first that stands wrong. */
  private settle(row: HTMLElement, room: KnownRoom): void {
    const section = row.closest<HTMLElement>('.room-section')?.dataset.section;
    if (section === undefined) return;
    if (this.arrangement) this.arrangement.settle(row, room, room.id === this.openRoomId);
    else if (section !== sectionOfRoom(room)) later().catch(() => undefined);
  }

  private markDraft(row: HTMLElement, hasDraft: boolean): void {
    const mark = row.querySelector('[data-draft]');
    if (!hasDraft) mark?.remove();
    else if (!mark) row.querySelector('[data-unread-badge]')?.before(render.draftMark());
  }
}

/** The server may have known less when it made a page that was kept. */
const countsIn = ({ dataset }: HTMLElement) => ({
  unread: Number(dataset.unread),
  mentions: Number(dataset.mentions),
});

const sectionOfRoom = (room: KnownRoom) => sectionOf({ ...room, isMeant: callsOf(room).isMeant });

function showOpen(row: HTMLElement): void {
  row.querySelector('a')!.setAttribute('aria-current', 'page');
  // In a section that its reader has folded it stays so.
  row.scrollIntoView({ block: 'nearest' });
}

const signature = ({ name, address, unread, mentions, membership, isIgnored }: KnownRoom) =>
  JSON.stringify([name, address, unread, mentions, membership, isIgnored]);

function paint(row: HTMLElement, room: KnownRoom): void {
  const link = row.querySelector('a')!;
  const look = roomLook(room);
  row.dataset.name = room.name;
  link.setAttribute('href', roomPath(room.address));
  link.classList.toggle('has-unread', look.isNew);
  link.classList.toggle('has-mention', look.isMeant);
  link.classList.toggle('is-muted', look.muted);
  row.querySelector('.room-name')!.textContent = room.name;
  if (look.isGroup) row.querySelector('.group-faces')?.replaceWith(render.faces(room));
  for (const mark of row.querySelectorAll('[data-looking], [data-muted]')) mark.remove();
  // A card of the lobby offers rooms that one is no member of; there nobody looks.
  const marks = render.roomMarks({ ...look, isMember: look.isMember || link.matches('.room-card') });
  row.querySelector('[data-unread-badge]')!.replaceWith(...marks);
}
