import { Controller } from '@nestjs/common';
import {
  invitationList,
  invitationsOfRoom,
  newInvitation,
  newInvitationView,
  newRoomInvitation,
  oneInvitation,
} from '../../../shared/invitations.js';
import { oneById } from '../../../shared/ids.js';
import { newestFirst } from '../../../shared/lists.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Invitations } from './invitations.service.js';

const group = 'Invitations';

const listInvitations = operation({
  method: 'get',
  path: '/api/invitations',
  group,
  summary: 'Your invitations, the newest first; for administrators all of them',
  who: 'read',
  query: newestFirst,
  answers: { 200: invitationList },
  cursor: 'before',
});

const makeInvitation = operation({
  method: 'post',
  path: '/api/invitations',
  group,
  summary: 'Make an invitation: a link to the server, and into rooms',
  about:
    'Who may is a setting; into a room, whoever looks after it. Asked again for each who comes: a room that you may not bring people into any more is passed over',
  who: 'write',
  body: newInvitation,
  answers: { 201: newInvitationView },
  refusals: ['not_found'],
});

const revokeInvitation = operation({
  method: 'delete',
  path: '/api/invitations/:id',
  group,
  summary: 'Revoke an invitation: nobody comes in by it any more',
  about: 'Whoever made it, who looks after a room that it leads into, and administrators',
  who: 'write',
  params: oneInvitation,
  answers: { 204: null },
});

const listRoomInvitations = operation({
  method: 'get',
  path: '/api/rooms/:id/invitations',
  group,
  summary: 'Invitations into a room, the newest first, for whoever looks after it',
  who: 'read',
  params: oneById,
  query: invitationsOfRoom,
  answers: { 200: invitationList },
  cursor: 'before',
});

const makeRoomInvitation = operation({
  method: 'post',
  path: '/api/rooms/:id/invitations',
  group,
  summary: 'Make an invitation into a room',
  who: 'write',
  params: oneById,
  body: newRoomInvitation,
  answers: { 201: newInvitationView },
});

@Controller()
export class InvitationsOperations {
  constructor(private readonly invitations: Invitations) {}

  @Carries(listInvitations)
  listInvitations({ me, query }: Asked<typeof listInvitations>) {
    return this.invitations.list(me, query);
  }

  @Carries(makeInvitation)
  makeInvitation({ me, body, response }: Asked<typeof makeInvitation>) {
    holdsSecret(response);
    return this.invitations.make(me, body);
  }

  @Carries(revokeInvitation)
  revokeInvitation({ me, params }: Asked<typeof revokeInvitation>): Promise<void> {
    return this.invitations.revoke(me, params.id);
  }

  @Carries(listRoomInvitations)
  listRoomInvitations({ me, params, query }: Asked<typeof listRoomInvitations>) {
    return this.invitations.listOfRoom(me, params.id, query);
  }

  @Carries(makeRoomInvitation)
  makeRoomInvitation({ me, params, body, response }: Asked<typeof makeRoomInvitation>) {
    holdsSecret(response);
    return this.invitations.make(me, { ...body, roomIds: [params.id] });
  }
}
