import { Controller } from '@nestjs/common';
import { memberList, newMember, oneMember } from '../../shared/memberships.js';
import { oldestFirst } from '../../shared/lists.js';
import { oneById } from '../../shared/ids.js';
import { onlineView } from '../../shared/presence.js';
import { RoomManagement } from './room-management.service.js';
import { RoomsService } from './rooms.service.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';

const group = 'Rooms';

const listMembers = operation({
  method: 'get',
  path: '/api/rooms/:id/members',
  group,
  summary: 'Members of a room',
  who: 'read',
  params: oneById,
  query: oldestFirst,
  answers: { 200: memberList },
  cursor: 'after',
});

const addMember = operation({
  method: 'post',
  path: '/api/rooms/:id/members',
  group,
  summary: 'Add a member; yourself, to join',
  about:
    'Anyone joins a room that is open to them. Members of a private room add others to it, administrators to any',
  who: 'write',
  params: oneById,
  body: newMember,
  answers: { 204: null },
});

const removeMember = operation({
  method: 'delete',
  path: '/api/rooms/:id/members/:userId',
  group,
  summary: 'Remove a member; yourself, to leave',
  about: 'Others are removed by administrators. Who is removed sees and hears no more of the room',
  who: 'write',
  params: oneMember,
  answers: { 204: null },
  refusals: ['invalid'],
});

const listOnline = operation({
  method: 'get',
  path: '/api/rooms/:id/online',
  group,
  summary: 'Who is online in a room',
  who: 'read',
  params: oneById,
  answers: { 200: onlineView },
});

@Controller()
export class RoomPeopleController {
  constructor(
    private readonly management: RoomManagement,
    private readonly rooms: RoomsService,
  ) {}

  @Carries(listMembers)
  listMembers({ me, params, query }: Asked<typeof listMembers>) {
    return this.management.members(me, params.id, query);
  }

  @Carries(addMember)
  async addMember({ me, params, body }: Asked<typeof addMember>): Promise<void> {
    if (body.userId !== me.id) return this.management.addMember(me, params.id, body.userId);
    const { room } = await this.rooms.requireById(me, params.id);
    await this.rooms.join(me, room.address);
  }

  @Carries(removeMember)
  async removeMember({ me, params }: Asked<typeof removeMember>): Promise<void> {
    await this.management.removeMember(me, params.id, params.userId);
  }

  @Carries(listOnline)
  async listOnline({ me, params }: Asked<typeof listOnline>) {
    return { users: await this.management.online(me, params.id) };
  }
}
