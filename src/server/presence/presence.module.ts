import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PeopleModule } from '../people/people.module.js';
import { Absences } from './absences.service.js';
import { AttentionEvents } from './attention.events.js';
import { FormerNames } from './former-names.service.js';
import { LastHere } from './last-here.entity.js';
import { LastHereRepository } from './last-here.repository.js';
import { MentionableRepository } from './mentionable.repository.js';
import { Mentionable } from './mentionable.service.js';
import { Node } from './node.entity.js';
import { NodesRepository } from './nodes.repository.js';
import { PeopleOfRoomsRepository } from './people-of-rooms.repository.js';
import { PresenceEvents } from './presence.events.js';
import { PersonNews } from './person-news.js';
import { PresenceNews } from './presence-news.js';
import { Presence } from './presence.entity.js';
import { PresenceOperations } from './presence.operations.js';
import { PresenceRepository } from './presence.repository.js';
import { PresenceService } from './presence.service.js';
import { RoomPeople } from './room-people.service.js';
import { ShownPeopleRepository } from './shown-people.repository.js';
import { TypingEvents } from './typing.events.js';
import { TypingService } from './typing.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([LastHere, Node, Presence]), PeopleModule, MembershipsModule],
  controllers: [PresenceOperations],
  providers: [
    PresenceService,
    PresenceRepository,
    PresenceNews,
    PersonNews,
    FormerNames,
    ShownPeopleRepository,
    PresenceEvents,
    AttentionEvents,
    LastHereRepository,
    Absences,
    NodesRepository,
    PeopleOfRoomsRepository,
    RoomPeople,
    Mentionable,
    MentionableRepository,
    TypingService,
    TypingEvents,
  ],
  exports: [Absences, FormerNames, PersonNews, PresenceService, RoomPeople, NodesRepository],
})
export class PresenceModule {}
