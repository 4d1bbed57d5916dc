import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../shared/events.js';
import type { Connection } from '../delivery/connection.js';
import { On } from '../delivery/on.decorator.js';
import { PresenceService } from './presence.service.js';

@Injectable()
export class PresenceEvents {
  constructor(private readonly presence: PresenceService) {}

  @On('who_is_here')
  whoIsHere(_connection: Connection, { userIds }: Payload<'who_is_here'>): EventValue<'who_is_here'> {
    return { online: userIds.filter((userId) => this.presence.isHere(userId)) };
  }
}
