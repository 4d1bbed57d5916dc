/** A room that was made by mistake goes again, as long as nobody but its maker was there. */
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
   * Throws `not_found` for a room that is not theirs to see, `forbidden` for whoever did not make it, `conflict` once somebody
   * else has come in or has written there.
   */
  async remove(maker: SignedInUser, roomId: number): Promise<void> {
    await this.rooms.requireById(maker, roomId);
    const removed = await this.repository.remove(maker.id, roomId);
    if (removed === 'not_made')
      throw new AppError('forbidden', 'Only whoever made a room can delete it, as long as it is empty.');
    if (removed === 'in_use')
      throw new AppError('conflict', 'Others have come in or written here, so this room stays.');
    this.audience.close(roomId);
    await this.audit.note(maker, 'room_deleted', { type: 'room', id: roomId, name: removed.name });
  }
}
