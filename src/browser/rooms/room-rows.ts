/** The elements of the rows: found once a page, written only where something is different, each in its section. */
import { roomPath } from '../../shared/paths.js';
import { callsOf, roomLook } from '../../shared/rules/room-look.js';
import type { KnownRoom } from '../core/known-rooms.js';
import { draftRooms } from './drafts.js';
import { Restful } from './restful.js';
import type { SidebarEdges } from './sidebar-edges.js';
import { render } from './templates.js';

const byName = new Intl.Collator(document.documentElement.lang, { numeric: true });

export class RoomRows {
  private rows = new Map<number, HTMLElement[]>();
  /** What a row shows. One without came from the server, or of a template. */
  private readonly shownIn = new WeakMap<HTMLElement, string>();
  private openRoomId: number | undefined;
  private edges: SidebarEdges | undefined;
  private readonly rest = new Restful();

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
    for (const row of document.querySelectorAll<HTMLElement>('li[data-room]')) {
      const id = Number(row.dataset.room);
      this.rows.set(id, [...(this.rows.get(id) ?? []), row]);
    }
  }

  /** Into the sidebar, where there is one and it is not there. */
  add(room: KnownRoom): void {
    const found = [...document.querySelectorAll<HTMLElement>(`li[data-room="${room.id}"]`)];
    if (found.length === 0 && document.getElementById('room-list')) {
      const isOpen = room.id === this.openRoomId;
      const row = render.roomLink(room, isOpen);
      this.place(row, room, isOpen);
      found.push(row);
    }
    this.rows.set(room.id, found);
  }

  remove(roomId: number): void {
    for (const row of this.rows.get(roomId) ?? []) {
      const section = row.closest('details');
      row.remove();
      if (section) hideIfEmpty(section);
    }
    this.rows.delete(roomId);
    this.shown();
  }

  paint(room: KnownRoom): void {
    const wanted = signature(room);
    for (const row of this.rows.get(room.id) ?? []) {
      const shown = this.shownIn.get(row) ?? signature({ ...room, ...countsIn(row) });
      this.shownIn.set(row, wanted);
      if (shown === wanted) continue;
      paint(row, room);
      const isElsewhere = row.parentElement?.id !== listOf(room);
      if (row.closest('.room-lists') && isElsewhere) this.place(row, room, room.id === this.openRoomId);
    }
  }

  /** They come later. */
  showEdges(edges: SidebarEdges): void {
    this.edges = edges;
    edges.soon();
  }

  /** All that changed is written. */
  shown(): void {
    this.edges?.soon();
  }

  private place(row: HTMLElement, room: KnownRoom, atOnce: boolean): void {
    const put = () => {
      const list = document.getElementById(listOf(room));
      if (!list) return;
      const before = row.closest('details');
      list.insertBefore(row, placeAmong(list, row, room));
      for (const section of [before, list.closest('details')]) if (section) hideIfEmpty(section);
      this.shown();
    };
    // What somebody is about to press stays where it is.
    if (atOnce) put();
    else this.rest.whenAtRest(put);
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

function listOf(room: KnownRoom): string {
  const { access, membership } = room;
  if (access !== 'direct' && callsOf(room).isMeant) return 'direct-list';
  return membership?.favourite ? 'favourite-list' : access === 'direct' ? 'direct-list' : 'room-list';
}

/** What calls the reader, then conversations, beginning with the newest one; the others stand by their names. */
function placeAmong(list: HTMLElement, row: HTMLElement, { access, name }: KnownRoom): Element | null {
  const firstDirect = list.querySelector(':scope > [data-direct]');
  if (access === 'direct') return firstDirect === row ? row.nextElementSibling : firstDirect;
  const isAfter = (other: Element) => byName.compare((other as HTMLElement).dataset.name!, name) > 0;
  const isRoom = (other: Element) => !(other as HTMLElement).dataset.direct;
  return (
    [...list.children].find((other) => other !== row && isRoom(other) && isAfter(other)) ??
    (list.id === 'direct-list' ? firstDirect : null)
  );
}

/** The section of the rooms stays, as it has the way to more of them. */
function hideIfEmpty(section: HTMLElement): void {
  section.hidden = section.dataset.section !== 'rooms' && !section.querySelector('li');
}

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
  for (const mark of row.querySelectorAll('[data-looking], [data-muted]')) mark.remove();
  // A card of the lobby offers rooms that one is no member of; there nobody looks.
  const marks = render.roomMarks({ ...look, isMember: look.isMember || link.matches('.room-card') });
  row.querySelector('[data-unread-badge]')!.replaceWith(...marks);
}
