import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { leaving, newMember, oneMember } from '../../shared/memberships.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { MembersService } from './members.service.js';

const group = 'Rooms';

const addMember = operation({
  method: 'post',
  path: '/api/rooms/:id/members',
  group,
  summary: 'Add members; yourself, to join',
  about:
    'Anyone joins a room that is open to them, until they are in 2,000. Keepers and administrators add others, and members of a private room or a group do. A group is for 20 people at most',
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
    'Only keepers and administrators can remove others. Whoever is removed can no longer see a private room or hear from it. Where no keeper is left, the heir becomes one, or whoever has been a member for longest',
  who: 'write',
  params: oneMember,
  query: leaving,
  answers: { 204: null },
  refusals: ['invalid'],
});

@Controller()
export class MembersOperations {
  constructor(private readonly members: MembersService) {}

  @Carries(addMember)
  addMember({ me, params, body }: Asked<typeof addMember>): Promise<void> {
    const wanted = 'userIds' in body ? body.userIds : [body.userId];
    const [first, ...more] = wanted;
    return first === me.id && more.length === 0
      ? this.members.join(me, params.id)
      : this.members.add(me, params.id, ...wanted);
  }

  @Carries(removeMember)
  removeMember({ me, params, query }: Asked<typeof removeMember>): Promise<void> {
    return this.members.remove(me, params.id, params.userId, query.heir);
  }
}
