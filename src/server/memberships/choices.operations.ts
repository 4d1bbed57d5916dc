import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { membershipChange, membershipView } from '../../shared/memberships.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { ChoicesService } from './choices.service.js';

const group = 'Rooms';

const readMembership = operation({
  method: 'get',
  path: '/api/rooms/:id/membership',
  group,
  summary: 'How you are told of a room that you are a member of',
  who: 'read',
  params: oneById,
  answers: { 200: membershipView },
});

const changeMembership = operation({
  method: 'patch',
  path: '/api/rooms/:id/membership',
  group,
  summary: 'Choose how you are told of a room: level, muted, favourite',
  about: 'Your other connections hear of it',
  who: 'write',
  params: oneById,
  body: membershipChange,
  answers: { 200: membershipView },
});

@Controller()
export class ChoicesOperations {
  constructor(private readonly choices: ChoicesService) {}

  @Carries(readMembership)
  readMembership({ me, params }: Asked<typeof readMembership>) {
    return this.choices.read(me, params.id);
  }

  @Carries(changeMembership)
  changeMembership({ me, params, body }: Asked<typeof changeMembership>) {
    return this.choices.change(me, params.id, body);
  }
}
