/** The rows of rooms: in the lobby and beside every room. The sum of what is unread stands in the title and in the icon. */
import { roomPath } from '../../shared/paths.js';
import type { KnownRoom, RoomsListener } from '../core/known-rooms.js';
import { showInIcon } from '../ui/page-icon.js';
import { markMenuButton } from './menu-mark.js';
import { render } from './templates.js';

export class RoomList implements RoomsListener {
  private title = document.title;
  private openRoomId?: number | undefined;
  /** What is unread, of the rooms that have any. */
  private readonly unread = new Map<number, { count: number; isMeant: boolean }>();

  /** Another page is shown; its own title is without a count. */
  pageChanged(openRoomId: number | undefined): void {
    this.title = document.title;
    this.openRoomId = openRoomId;
    for (const link of document.querySelectorAll('.sidebar .room-lists [aria-current]'))
      link.removeAttribute('aria-current');
    if (openRoomId === undefined) return;
    for (const row of rows(openRoomId)) row.querySelector('a')!.setAttribute('aria-current', 'page');
  }

  /** These are all there are now, with these counts. */
  refreshed(rooms: KnownRoom[]): void {
    this.unread.clear();
    for (const room of rooms) this.paint(room);
    this.showTotal();
  }

  /** Into the sidebar, where there is one. */
  added(room: KnownRoom): void {
    const isDirect = room.access === 'direct';
    const list = document.getElementById(isDirect ? 'direct-list' : 'room-list');
    list?.append(render.roomLink(room, room.id === this.openRoomId));
    if (list && isDirect) document.getElementById('direct-title')!.hidden = false;
    this.changed(room);
  }

  changed(room: KnownRoom): void {
    this.paint(room);
    this.showTotal();
  }

  removed(roomId: number): void {
    for (const row of rows(roomId)) row.remove();
    this.unread.delete(roomId);
    this.showTotal();
  }

  private paint(room: KnownRoom): void {
    const isMeant = room.isMentioned || room.access === 'direct';
    if (room.unread > 0) this.unread.set(room.id, { count: room.unread, isMeant });
    else this.unread.delete(room.id);
    for (const row of rows(room.id)) paint(row, room, isMeant);
  }

  private showTotal(): void {
    const all = [...this.unread.values()];
    const total = all.reduce((sum, { count }) => sum + count, 0);
    document.title = total > 0 ? `(${total}) ${this.title}` : this.title;
    const others = [...this.unread].filter(([id]) => id !== this.openRoomId).map(([, one]) => one);
    markMenuButton(
      others.length > 0,
      others.some(({ isMeant }) => isMeant),
    );
    void showInIcon(
      total,
      all.some(({ isMeant }) => isMeant),
    );
  }
}

const rows = (roomId: number) => [...document.querySelectorAll<HTMLElement>(`li[data-room="${roomId}"]`)];

function paint(row: HTMLElement, { name, address, unread }: KnownRoom, isMeant: boolean): void {
  const link = row.querySelector('a')!;
  row.dataset.name = name;
  link.setAttribute('href', roomPath(address));
  link.classList.toggle('has-unread', unread > 0);
  link.classList.toggle('has-mention', isMeant);
  row.querySelector('.room-name')!.textContent = name;
  row.querySelector<HTMLElement>('[data-unread-badge]')!.hidden = unread === 0;
  row.querySelector('[data-unread-count]')!.textContent = String(unread);
  row.querySelector('[data-mention]')?.toggleAttribute('hidden', !isMeant);
}
