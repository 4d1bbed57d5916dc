import { Controller } from '@nestjs/common';
import { newGroup, roomView } from '../../shared/rooms.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Groups } from './groups.service.js';

const createGroup = operation({
  method: 'post',
  path: '/api/groups',
  group: 'Rooms',
  summary: 'Start a conversation of 3 to 20 people',
  about:
    'It has no name: each reads those of the others. Whoever is in it takes others in, who read all that was said; given a name by PATCH it becomes a private room, with the same messages, id and links',
  who: 'write',
  body: newGroup,
  answers: { 201: roomView },
  refusals: ['not_found', 'invalid'],
});

@Controller()
export class GroupsOperations {
  constructor(private readonly groups: Groups) {}

  @Carries(createGroup)
  async createGroup({ me, body, response }: Asked<typeof createGroup>) {
    const room = await this.groups.create(me, body.people);
    response.location(`/api/rooms/${room.id}`);
    return room;
  }
}
