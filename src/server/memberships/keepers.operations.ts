import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { heirsView, heirsWanted, oneMember } from '../../shared/memberships.js';
import { newRoomBan, roomBanList, silence, silencedList } from '../../shared/room-peace.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Heirs } from './heirs.service.js';
import { Keepers } from './keepers.service.js';
import { RoomPeace } from './room-peace.service.js';

const ofRooms = { group: 'Rooms', who: 'write', params: oneMember, answers: { 204: null } } as const;

const nameKeeper = operation({
  ...ofRooms,
  method: 'put',
  path: '/api/rooms/:id/keepers/:userId',
  summary: 'Make a member a keeper',
  about: 'For keepers and administrators. A keeper looks after the room as you do',
  refusals: ['conflict', 'invalid'],
});

const endKeeper = operation({
  ...ofRooms,
  method: 'delete',
  path: '/api/rooms/:id/keepers/:userId',
  summary: 'End that somebody is a keeper',
  about: 'For keepers and administrators, oneself included. The last keeper stays one until there is another',
  refusals: ['conflict', 'invalid'],
});

const listHeirs = operation({
  method: 'get',
  path: '/api/rooms/:id/heirs',
  group: 'Rooms',
  summary: 'Who could keep a room after you: its members, by a part of their names',
  about: 'Members whose accounts are not disabled; no guests and no bots',
  who: 'read',
  params: oneById,
  query: heirsWanted,
  answers: { 200: heirsView },
});

const silenceMember = operation({
  ...ofRooms,
  method: 'put',
  path: '/api/rooms/:id/members/:userId/silence',
  summary: 'Have a member write nothing for a while',
  about: 'For keepers and administrators. They go on reading; what they send is refused, and says until when',
  body: silence,
  refusals: ['invalid'],
});

const banFromRoom = operation({
  ...ofRooms,
  method: 'put',
  path: '/api/rooms/:id/bans/:userId',
  summary: 'Ban somebody from a room',
  about:
    'For keepers and administrators. They are out at once, and neither come in nor see the room until then',
  body: newRoomBan,
  refusals: ['invalid'],
});

const liftRoomBan = operation({
  ...ofRooms,
  method: 'delete',
  path: '/api/rooms/:id/bans/:userId',
  summary: 'Lift a ban from a room',
  refusals: ['invalid'],
});

const listRoomBans = operation({
  method: 'get',
  path: '/api/rooms/:id/bans',
  group: 'Rooms',
  summary: 'Who is banned from a room',
  about: 'For keepers and administrators',
  who: 'read',
  params: oneById,
  answers: { 200: roomBanList },
});

const listSilences = operation({
  method: 'get',
  path: '/api/rooms/:id/silences',
  group: 'Rooms',
  summary: 'Who is to be silent in a room, and until when',
  about:
    'For keepers, moderators and administrators; also who left meanwhile, and still is when they come back',
  who: 'read',
  params: oneById,
  answers: { 200: silencedList },
});

@Controller()
export class KeepersOperations {
  constructor(
    private readonly keepers: Keepers,
    private readonly heirs: Heirs,
    private readonly peace: RoomPeace,
  ) {}

  @Carries(nameKeeper)
  nameKeeper({ me, params }: Asked<typeof nameKeeper>): Promise<void> {
    return this.keepers.set(me, params.id, params.userId, true);
  }

  @Carries(endKeeper)
  endKeeper({ me, params }: Asked<typeof endKeeper>): Promise<void> {
    return this.keepers.set(me, params.id, params.userId, false);
  }

  @Carries(listHeirs)
  listHeirs({ me, params, query }: Asked<typeof listHeirs>) {
    return this.heirs.find(me, params.id, query);
  }

  @Carries(silenceMember)
  silenceMember({ me, params, body }: Asked<typeof silenceMember>): Promise<void> {
    return this.peace.silence(me, params.id, params.userId, body);
  }

  @Carries(banFromRoom)
  banFromRoom({ me, params, body }: Asked<typeof banFromRoom>): Promise<void> {
    return this.peace.ban(me, params.id, params.userId, body);
  }

  @Carries(liftRoomBan)
  liftRoomBan({ me, params }: Asked<typeof liftRoomBan>): Promise<void> {
    return this.peace.lift(me, params.id, params.userId);
  }

  @Carries(listRoomBans)
  async listRoomBans({ me, params }: Asked<typeof listRoomBans>) {
    return { bans: await this.peace.bans(me, params.id) };
  }

  @Carries(listSilences)
  async listSilences({ me, params }: Asked<typeof listSilences>) {
    return { silences: await this.peace.silences(me, params.id) };
  }
}
