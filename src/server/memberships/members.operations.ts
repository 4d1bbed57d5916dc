import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { newMember, oneMember } from '../../shared/memberships.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { MembersService } from './members.service.js';

const group = 'Rooms';

const addMember = operation({
  method: 'post',
  path: '/api/rooms/:id/members',
  group,
  summary: 'Add a member; yourself, to join',
  about:
    'Anyone joins a room that is open to them, until they are in 2,000. Members of a private room add others to it, administrators to any',
  who: 'write',
  params: oneById,
  body: newMember,
  answers: { 204: null },
  refusals: ['conflict'],
});

const removeMember = operation({
  method: 'delete',
  path: '/api/rooms/:id/members/:userId',
  group,
  summary: 'Remove a member; yourself, to leave',
  about:
    'Only administrators can remove others. Whoever is removed can no longer see the room or hear from it',
  who: 'write',
  params: oneMember,
  answers: { 204: null },
  refusals: ['invalid'],
});

@Controller()
export class MembersOperations {
  constructor(private readonly members: MembersService) {}

  @Carries(addMember)
  addMember({ me, params, body }: Asked<typeof addMember>): Promise<void> {
    return body.userId === me.id
      ? this.members.join(me, params.id)
      : this.members.add(me, params.id, body.userId);
  }

  @Carries(removeMember)
  removeMember({ me, params }: Asked<typeof removeMember>): Promise<void> {
    return this.members.remove(me, params.id, params.userId);
  }
}
