import { Injectable } from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { Audience } from './audience.js';
import { KeepersRepository } from './keepers.repository.js';
import { RoomChanges } from './room-changes.js';

/** Whoever was made a member by a statement of another feature's hears of the room from now on, and the room of them. */
@Injectable()
export class Arrivals {
  constructor(
    private readonly changes: RoomChanges,
    private readonly keepers: KeepersRepository,
    private readonly audience: Audience,
  ) {}

  /** They say it in the room themselves. */
  async tell(roomId: number, person: SignedInUser, invitedBy: UserView): Promise<void> {
    this.audience.admit(person.id, roomId);
    await this.changes.make({
      ...{ roomId, authorId: person.id },
      work: async (transaction) => {
        await this.keepers.hold(transaction, roomId);
        return { lines: [{ what: 'joined', people: [invitedBy] }] };
      },
    });
  }
}
