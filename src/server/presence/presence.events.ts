import { Injectable } from '@nestjs/common';
import type { EventValue, Payload } from '../../shared/events.js';
import type { Connection } from '../delivery/connection.js';
import { On } from '../delivery/on.decorator.js';
import { SeenPeople } from '../people/seen-people.js';
import { PresenceService } from './presence.service.js';

@Injectable()
export class PresenceEvents {
  constructor(
    private readonly presence: PresenceService,
    private readonly seen: SeenPeople,
  ) {}

  @On('who_is_here')
  async whoIsHere(
    { user }: Connection,
    { userIds }: Payload<'who_is_here'>,
  ): Promise<EventValue<'who_is_here'>> {
    const seen = await this.seen.among(user, userIds);
    return { online: seen.filter((userId) => this.presence.isHere(userId)) };
  }
}
