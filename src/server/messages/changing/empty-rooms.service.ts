/** A room that was made by mistake goes again, as long as nobody but its keeper was there. */
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { Audience } from '../../memberships/audience.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { EmptyRoomsRepository } from './empty-rooms.repository.js';

@Injectable()
export class EmptyRooms {
  constructor(
    private readonly repository: EmptyRoomsRepository,
    private readonly rooms: RoomsService,
    private readonly audience: Audience,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Throws `not_found` for a room that is not theirs to see, `forbidden` for whoever is no keeper of it, `conflict` once somebody
   * else has come in or has written there.
   */
  async remove(keeper: SignedInUser, roomId: number): Promise<void> {
    await this.rooms.requireById(keeper, roomId);
    const removed = await this.repository.remove(keeper.id, roomId);
    if (removed === 'not_kept')
      throw new AppError('forbidden', 'Only a keeper of a room can delete it, as long as it is empty.');
    if (removed === 'in_use')
      throw new AppError('conflict', 'Others have come in or written here, so this room stays.');
    this.audience.close(roomId);
    await this.audit.note(keeper, 'room_deleted', { type: 'room', id: roomId, name: removed.name });
  }
}
