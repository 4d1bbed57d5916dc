/** The message that somebody is about to change: it is there, and they belong to a room that may still be changed. */
import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import type { MessageRow } from '../message.row.js';
import { ChangesRepository, noSuchMessage } from './changes.repository.js';

@Injectable()
export class LivingMessages {
  constructor(
    private readonly repository: ChangesRepository,
    private readonly rooms: RoomsService,
  ) {}

  /** The message as they may see it, deleted or not. */
  async find(user: SignedInUser, messageId: number, inspects = false): Promise<MessageRow> {
    const message = await this.repository.find(messageId, user.id, inspects);
    if (!message) throw noSuchMessage();
    return message;
  }

  /** Throws `conflict` once it is deleted, `forbidden` for whoever is no member, and where the room is archived. */
  async require(user: SignedInUser, messageId: number): Promise<{ message: MessageRow; standing: Standing }> {
    const found = await this.requireInOwnRoom(user, messageId);
    if (found.standing.room.archivedAt)
      throw new AppError('forbidden', 'This room is archived. Nothing can be changed here any more.');
    return found;
  }

  /** The same where nothing of the room itself is changed. */
  async requireInOwnRoom(
    user: SignedInUser,
    messageId: number,
  ): Promise<{ message: MessageRow; standing: Standing }> {
    const message = await this.find(user, messageId);
    if (message.deleted_at) throw new AppError('conflict', 'This message was deleted.');
    const standing = await this.rooms.requireById(user, message.room_id);
    if (!standing.member) throw new AppError('forbidden', 'Join the room first.');
    return { message, standing };
  }
}
