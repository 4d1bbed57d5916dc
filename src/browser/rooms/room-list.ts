/** Rooms with their unread counts: in the lobby and beside every room. The sum stands in the title and in the icon. */
import { showInIcon } from '../shell/page-icon.js';
import { roomPath } from '../../shared/paths.js';
import { roomLink } from '../shell/shell-templates.js';

/** What views/rooms/room-link.hbs shows. */
export interface RoomLinkContext {
  id: number;
  name: string;
  href: string;
  lastSeq: number;
  unread: number;
  isDirect: boolean;
  isClosed?: boolean;
  isOpen?: boolean;
  /** The other person of a direct room. */
  peerId?: number;
}

export class RoomList {
  private title = document.title;

  constructor() {
    this.showTotal();
  }

  /** Another page is shown; its own title is without a count. */
  pageChanged(): void {
    this.title = document.title;
    this.showTotal();
  }

  has(roomId: number): boolean {
    return this.rows(roomId).length > 0;
  }

  /** The rooms listed, each once. */
  get ids(): number[] {
    const rows = document.querySelectorAll<HTMLElement>('li[data-room]');
    return [...new Set([...rows].map(({ dataset }) => Number(dataset.room)))];
  }

  isDirect(roomId: number): boolean {
    return this.rows(roomId)[0]?.dataset.direct !== undefined;
  }

  /** The seq up to which the room is counted. */
  countedTo(roomId: number): number {
    return Number(this.rows(roomId)[0]?.dataset.seq ?? 0);
  }

  unreadOf(roomId: number): number {
    return Number(this.rows(roomId)[0]?.dataset.unread ?? 0);
  }

  /** `count` more to read in a room that was counted up to an earlier seq. */
  add(roomId: number, count: number, seq: number): void {
    if (seq <= this.countedTo(roomId)) return;
    this.knows(roomId, seq);
    this.setUnread(roomId, this.unreadOf(roomId) + count);
  }

  /** The server's own count. */
  setUnread(roomId: number, unread: number): void {
    for (const row of this.rows(roomId)) show(row, unread);
    this.showTotal();
  }

  /** Something unread in the room means the reader; the mark goes with the count. */
  setMention(roomId: number): void {
    if (this.unreadOf(roomId) === 0) return;
    for (const row of this.rows(roomId)) mark(row, true);
    this.showTotal();
  }

  /** What was announced up to here counts no more. */
  knows(roomId: number, seq: number): void {
    for (const row of this.rows(roomId)) row.dataset.seq = String(Math.max(seq, Number(row.dataset.seq)));
  }

  /** A room that is one of the reader's now, into the sidebar. */
  list(room: RoomLinkContext): void {
    const list = document.getElementById(room.isDirect ? 'direct-list' : 'room-list');
    if (!list || this.has(room.id)) return;
    list.append(roomLink(room));
    if (room.isDirect) document.getElementById('direct-title')!.hidden = false;
    this.showTotal();
  }

  rename({ id, name, address }: { id: number; name: string; address: string }): void {
    for (const row of this.rows(id)) {
      row.dataset.name = name;
      row.querySelector('a')!.setAttribute('href', roomPath(address));
      row.querySelector('.room-name')!.textContent = name;
    }
  }

  remove(roomId: number): void {
    for (const row of this.rows(roomId)) row.remove();
    this.showTotal();
  }

  /** Writes the sum of all counts into the title and the icon. */
  showTotal(): void {
    const rows = [...document.querySelectorAll<HTMLElement>('li[data-room][data-unread]')];
    const total = rows.reduce((sum, { dataset }) => sum + Number(dataset.unread), 0);
    document.title = total > 0 ? `(${total}) ${this.title}` : this.title;
    void showInIcon(
      total,
      rows.some((row) => row.querySelector('.has-mention.has-unread')),
    );
  }

  private rows = (roomId: number) => [...document.querySelectorAll<HTMLElement>(`li[data-room="${roomId}"]`)];
}

function show(row: HTMLElement, unread: number): void {
  row.dataset.unread = String(unread);
  row.querySelector('a')!.classList.toggle('has-unread', unread > 0);
  row.querySelector<HTMLElement>('[data-unread-badge]')!.hidden = unread === 0;
  row.querySelector('[data-unread-count]')!.textContent = String(unread);
  if (unread === 0) mark(row, row.dataset.direct !== undefined);
}

function mark(row: HTMLElement, isMeant: boolean): void {
  row.querySelector('a')!.classList.toggle('has-mention', isMeant);
  row.querySelector<HTMLElement>('[data-mention]')?.toggleAttribute('hidden', !isMeant);
}
