import { Controller } from '@nestjs/common';
import { MembersService } from '../memberships/members.service.js';
import { oneById } from '../../shared/ids.js';
import {
  foundPeople,
  mentionablePeople,
  mentionableWanted,
  onlineView,
  peopleWanted,
  roomPeople,
  roomPeopleWanted,
} from '../../shared/presence.js';
import { changedAfter, peopleChanged, renamedPeople } from '../../shared/profiles.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { FormerNames } from './former-names.service.js';
import { Mentionable } from './mentionable.service.js';
import { PersonNews } from './person-news.js';
import { PresenceService } from './presence.service.js';
import { RoomPeople } from './room-people.service.js';

const listOnline = operation({
  method: 'get',
  path: '/api/rooms/:id/online',
  group: 'Rooms',
  summary: 'Who is online in a room',
  who: 'read',
  params: oneById,
  answers: { 200: onlineView },
});

const listMembers = operation({
  method: 'get',
  path: '/api/rooms/:id/members',
  group: 'Rooms',
  summary: 'People of a room: who is here by name, then its other members by when they were here',
  about:
    'Whoever looks at a room without being a member is among those who are here. What changes while you page may come twice',
  who: 'read',
  params: oneById,
  query: roomPeopleWanted,
  answers: { 200: roomPeople },
  cursor: 'after',
});

const listMentionable = operation({
  method: 'get',
  path: '/api/rooms/:id/mentionable',
  group: 'Rooms',
  summary:
    'Whom a message can call in a room, by a part of their names: whoever is here first, then by when they were',
  about:
    'Everybody who may read it, in a public room whoever may enter it; a guest is told of whom they may know',
  who: 'read',
  params: oneById,
  query: mentionableWanted,
  answers: { 200: mentionablePeople },
});

const findPeople = operation({
  method: 'get',
  path: '/api/people',
  group: 'People',
  summary:
    'Everybody whom you may know of, by name; or whoever has this in their username or name, in any script, the nearest first',
  about: 'A guest knows of whoever is in a room with them. Yourself you are among them, too',
  who: 'read',
  query: peopleWanted,
  answers: { 200: foundPeople },
  cursor: 'after',
});

const listChangedPeople = operation({
  method: 'get',
  path: '/api/people/changed',
  group: 'People',
  summary: 'Who is shown otherwise since you asked last: by another name, picture or status',
  who: 'read',
  query: changedAfter,
  answers: { 200: peopleChanged },
});

const listRenamedPeople = operation({
  method: 'get',
  path: '/api/people/renamed',
  group: 'People',
  summary: 'Who had another username before: what was written to them then means them still',
  who: 'read',
  answers: { 200: renamedPeople },
});

@Controller()
export class PresenceOperations {
  constructor(
    private readonly members: MembersService,
    private readonly presence: PresenceService,
    private readonly people: RoomPeople,
    private readonly mentionable: Mentionable,
    private readonly news: PersonNews,
    private readonly former: FormerNames,
  ) {}

  @Carries(listChangedPeople)
  listChangedPeople({ me, query }: Asked<typeof listChangedPeople>) {
    return this.news.changedAfter(me, query.after);
  }

  @Carries(listRenamedPeople)
  async listRenamedPeople({ me }: Asked<typeof listRenamedPeople>) {
    return { people: await this.former.renamed(me) };
  }

  @Carries(listOnline)
  async listOnline({ me, params }: Asked<typeof listOnline>) {
    await this.members.requireRights(me, params.id);
    return { users: (await this.presence.roster(params.id)).users };
  }

  @Carries(listMembers)
  listMembers({ me, params, query }: Asked<typeof listMembers>) {
    return this.people.list(me, params.id, query);
  }

  @Carries(listMentionable)
  listMentionable({ me, params, query }: Asked<typeof listMentionable>) {
    return this.mentionable.find(me, params.id, query);
  }

  @Carries(findPeople)
  findPeople({ me, query }: Asked<typeof findPeople>) {
    return this.people.find(me, query);
  }
}
