import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import { AppError } from '../platform/errors/app-error.js';
import { On } from '../platform/sockets/on.decorator.js';
import { type ChatSocket, groups } from '../platform/sockets/socket.js';
import { TypingService } from './typing.service.js';

@Injectable()
export class TypingEvents {
  constructor(private readonly typing: TypingService) {}

  @On('typing')
  type(socket: ChatSocket, { roomId }: Payload<'typing'>): null {
    if (!socket.rooms.has(groups.room(roomId))) throw new AppError('forbidden', 'Join the room first.');
    this.typing.announce(roomId, socket.data.user);
    return null;
  }
}
