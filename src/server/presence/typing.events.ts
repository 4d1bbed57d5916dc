import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import { AppError } from '../platform/errors/app-error.js';
import { On } from '../delivery/on.decorator.js';
import type { Connection } from '../delivery/connection.js';
import { groups } from '../delivery/groups.js';
import { viewOf } from '../people/user-view.js';
import { TypingService } from './typing.service.js';

@Injectable()
export class TypingEvents {
  constructor(private readonly typing: TypingService) {}

  @On('typing')
  type({ user, groups: entered }: Connection, { roomId }: Payload<'typing'>): null {
    if (!entered.has(groups.room(roomId))) throw new AppError('forbidden', 'Join the room first.');
    this.typing.announce(roomId, viewOf(user));
    return null;
  }
}
