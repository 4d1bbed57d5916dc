/** The message of this server that a link leads to, for whoever may read it. */
import { Injectable } from '@nestjs/common';
import type { LinkedView } from '../../../shared/preview-events.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { noSuchMessage } from '../changing/changes.repository.js';
import { History } from '../reading/history.js';

@Injectable()
export class LinkedMessages {
  constructor(
    private readonly rooms: RoomsService,
    private readonly history: History,
  ) {}

  /**
   * Throws `not_found` for what is not there, not theirs to read, or deleted. `@username` is another conversation for everybody: below
   * somebody else's words a reader would see a private message of their own.
   */
  async read(reader: SignedInUser, { address, seq }: { address: string; seq: number }): Promise<LinkedView> {
    if (/^[@~]/.test(address)) throw noSuchMessage();
    const { room } = await this.rooms.requireByAddress(reader, address);
    const { messages } = await this.history.page(reader, { roomId: room.id, around: seq, limit: 1 });
    const message = messages.find((each) => each.seq === seq && !each.deletedAt);
    if (!message) throw noSuchMessage();
    return { room: { id: room.id, address: room.address, name: room.name }, message };
  }
}
