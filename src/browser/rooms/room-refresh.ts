/** The sidebar after an outage, or when a room turns up that it does not list: the lobby's page knows. */
import { fetchPage } from '../shell/page-source.js';
import type { RoomList } from './room-list.js';

/** Milliseconds. */
const atMostEvery = 3_000;

export class RoomRefresh {
  private timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly rooms: RoomList) {}

  soon(): void {
    this.timer ??= setTimeout(() => {
      // Without an answer the list stays as it is; the next connect asks again.
      this.refresh().catch(() => undefined);
    }, Math.random() * 500);
  }

  private async refresh(): Promise<void> {
    try {
      const page = await fetchPage('/chat/');
      const openRoom = Number(document.getElementById('main')?.dataset.room);
      for (const row of page.querySelectorAll<HTMLElement>('#mine-cards li, #direct-cards li'))
        if (Number(row.dataset.room) !== openRoom) this.take(row);
    } finally {
      setTimeout(() => (this.timer = undefined), atMostEvery);
    }
  }

  private take(row: HTMLElement): void {
    const { room, seq, unread, name, direct } = row.dataset;
    const id = Number(room);
    this.rooms.list({
      id,
      name: name!,
      href: row.querySelector('a')!.getAttribute('href')!,
      lastSeq: Number(seq),
      unread: 0,
      isDirect: direct !== undefined,
      isClosed: row.dataset.closed !== undefined,
      peerId: Number(direct),
    });
    this.rooms.knows(id, Number(seq));
    this.rooms.setUnread(id, Number(unread));
  }
}
