/** Second thoughts: edit, delete, react. */
import { Injectable } from '@nestjs/common';
import { AppError } from '../common/app-error.js';
import type { MessageView } from '../protocol/views.js';
import { RoomsService } from '../rooms/rooms.service.js';
import type { SignedInUser } from '../users/signed-in-user.js';
import { ChangesRepository } from './changes.repository.js';
import { format } from './formatting.js';
import { type MessageRow, messageView } from './message.row.js';
import { RoomLog } from './room-log.js';

const noSuchMessage = () => new AppError('not_found', 'There is no such message, or it is not open to you.');

@Injectable()
export class MessageChangesService {
  constructor(
    private readonly repository: ChangesRepository,
    private readonly log: RoomLog,
    private readonly rooms: RoomsService,
  ) {}

  /** One's own messages only, administrators included. An edit that changes nothing is no change. */
  async edit(
    author: SignedInUser,
    { messageId, text }: { messageId: number; text: string },
  ): Promise<MessageView> {
    const message = await this.requireLiving(author, messageId);
    if (message.author_id !== author.id)
      throw new AppError('forbidden', 'You can edit only your own messages.');
    return this.change(author, messageId, () =>
      this.repository.edit(messageId, author.id, text, format(text)),
    );
  }

  /** One's own messages; administrators anyone's. Its text is gone for good, its place stays. Repeating it is no error. */
  async delete(author: SignedInUser, { messageId }: { messageId: number }): Promise<MessageView> {
    const message = await this.require(author, messageId);
    if (message.author_id !== author.id && author.role !== 'admin')
      throw new AppError('forbidden', 'You can delete only your own messages.');
    return this.change(author, messageId, () => this.repository.delete(messageId, author.id));
  }

  /** Members, to any message of the room. Setting what is set already is no change. */
  async react(
    user: SignedInUser,
    { messageId, emoji, on }: { messageId: number; emoji: string; on: boolean },
  ): Promise<MessageView> {
    await this.requireLiving(user, messageId);
    return this.change(user, messageId, () =>
      on
        ? this.repository.react(messageId, user.id, emoji)
        : this.repository.takeBack(messageId, user.id, emoji),
    );
  }

  /** Makes the change and announces the message's new state; answers with its state in any case. */
  private async change(
    user: SignedInUser,
    messageId: number,
    make: () => Promise<boolean>,
  ): Promise<MessageView> {
    const changed = await this.log.change(async () => {
      return (await make()) ? messageView(await this.require(user, messageId)) : null;
    });
    return changed ?? messageView(await this.require(user, messageId));
  }

  private async requireLiving(user: SignedInUser, messageId: number): Promise<MessageRow> {
    const message = await this.require(user, messageId);
    if (message.deleted_at) throw new AppError('conflict', 'This message was deleted.');
    const { room, member } = await this.rooms.requireById(user, message.room_id);
    if (!member) throw new AppError('forbidden', 'Join the room first.');
    if (room.archivedAt)
      throw new AppError('forbidden', 'This room is archived. Nothing can be changed here any more.');
    return message;
  }

  private async require(user: SignedInUser, messageId: number): Promise<MessageRow> {
    const message = await this.repository.find(messageId, user.id);
    if (!message) throw noSuchMessage();
    return message;
  }
}
