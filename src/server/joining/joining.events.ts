import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import type { JoinView } from '../../shared/messages.js';
import { MessagesService } from '../messages/messages.service.js';
import { AppError } from '../platform/errors/app-error.js';
import { On } from '../platform/sockets/on.decorator.js';
import { type ChatSocket, groups } from '../platform/sockets/socket.js';
import { PresenceService } from '../presence/presence.service.js';
import { RoomsService } from '../rooms/rooms.service.js';

@Injectable()
export class JoiningEvents {
  constructor(
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly presence: PresenceService,
  ) {}

  /** Subscribes first, then reads, so that nothing falls between. */
  @On('join')
  async join(socket: ChatSocket, { room: address, rev }: Payload<'join'>): Promise<JoinView> {
    const { user } = socket.data;
    const roomId = await this.rooms.admit(user, address);
    await socket.join([groups.room(roomId), groups.members(roomId)]);
    try {
      const opened = await this.messages.catchUp(user, roomId, rev);
      // Removed from a room that is open to everybody between the two: they may look, but do not belong to it.
      if (!opened.me.member) await socket.leave(groups.members(roomId));
      socket.emit('user_list', { roomId, ...(await this.presence.roster(roomId)) });
      return opened;
    } catch (error) {
      await socket.leave(groups.room(roomId));
      // Removed between the two: the room's new topic is not theirs to hear either.
      if (error instanceof AppError && error.code === 'not_found') await socket.leave(groups.members(roomId));
      throw error;
    }
  }

  @On('leave')
  async leave(socket: ChatSocket, { roomId }: Payload<'leave'>): Promise<null> {
    await socket.leave(groups.room(roomId));
    return null;
  }
}
