import { Injectable } from '@nestjs/common';
import type { About } from '../../shared/room-lines.js';
import { userView } from '../people/user-view.js';
import { Audience } from './audience.js';
import { KeepersRepository } from './keepers.repository.js';
import { RoomChanges } from './room-changes.js';

/** How somebody goes from a room who is asked nothing, and says nothing, any more: their account is gone. */
@Injectable()
export class Departures {
  constructor(
    private readonly changes: RoomChanges,
    private readonly keepers: KeepersRepository,
    private readonly audience: Audience,
  ) {}

  /** The room tells of it where somebody else keeps it from now on. */
  async depart(roomId: number, userId: number): Promise<void> {
    await this.changes.make({
      ...{ roomId, authorId: userId },
      work: async (transaction) => {
        await this.keepers.hold(transaction, roomId);
        const ended = await this.keepers.end(transaction, roomId, userId);
        const heir = ended?.keeper ? await this.keepers.handOn(transaction, roomId) : null;
        const lines: About[] = heir ? [{ what: 'left', people: [userView(heir)] }] : [];
        return { lines, ended };
      },
      committed: ({ ended }) => {
        this.audience.expel(userId, roomId);
        if (ended) this.audience.tellOfLeft(roomId, [userId]);
      },
    });
  }
}
