import { Controller } from '@nestjs/common';
import { MembersService } from '../memberships/members.service.js';
import { oneById } from '../../shared/ids.js';
import { onlineView } from '../../shared/presence.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { PresenceService } from './presence.service.js';

const listOnline = operation({
  method: 'get',
  path: '/api/rooms/:id/online',
  group: 'Rooms',
  summary: 'Who is online in a room',
  who: 'read',
  params: oneById,
  answers: { 200: onlineView },
});

@Controller()
export class PresenceOperations {
  constructor(
    private readonly members: MembersService,
    private readonly presence: PresenceService,
  ) {}

  @Carries(listOnline)
  async listOnline({ me, params }: Asked<typeof listOnline>) {
    await this.members.requireRights(me, params.id);
    return { users: (await this.presence.roster(params.id)).users };
  }
}
