import { Injectable } from '@nestjs/common';
import type { Payload } from '../../shared/events.js';
import type { Connection } from '../delivery/connection.js';
import { On } from '../delivery/on.decorator.js';
import { MembersService } from '../memberships/members.service.js';
import { PresenceService } from './presence.service.js';

@Injectable()
export class AttentionEvents {
  constructor(
    private readonly members: MembersService,
    private readonly presence: PresenceService,
  ) {}

  @On('attention')
  async attend(connection: Connection, { roomId }: Payload<'attention'>): Promise<null> {
    if (roomId !== null) await this.members.requireRights(connection.user, roomId);
    this.presence.attend(connection, roomId);
    return null;
  }
}
