/** Rooms that the reader lost while this browser was away: nobody could tell it, and what is kept of them goes now. */
import { roomPath } from '../../shared/paths.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { KeptMessages } from '../kept/kept-messages.js';
import { lostOf } from '../rooms/find-room.js';
import type { PageStore } from './page-store.js';

export class LostRooms {
  private mayHaveLost = false;

  constructor(
    private readonly kept: KeptMessages,
    private readonly pages: PageStore,
    private readonly rooms: KnownRooms,
  ) {}

  /** Something may have been lost since it was last looked at. */
  expect(): void {
    this.mayHaveLost = true;
  }

  /** `listed`: rooms that are the reader's to see, for certain; those that are kept besides are asked about. */
  async forget(listed: { id: number }[]): Promise<void> {
    if (!this.mayHaveLost) return;
    this.mayHaveLost = false;
    const ids = new Set(listed.map(({ id }) => id));
    const lost = await lostOf((await this.kept.rooms()).filter(({ id }) => !ids.has(id)));
    for (const { id, address } of lost) {
      this.kept.forget(id);
      this.pages.drop(roomPath(address));
      this.rooms.remove(id);
    }
  }
}
