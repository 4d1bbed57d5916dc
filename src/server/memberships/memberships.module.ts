import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PeopleModule } from '../people/people.module.js';
import { AccessRepository } from './access.repository.js';
import { AccessWatch } from './access-watch.js';
import { Acquaintances } from './acquaintances.js';
import { AdmissionsRepository } from './admissions.repository.js';
import { Audience } from './audience.js';
import { ChoicesOperations } from './choices.operations.js';
import { ChoicesRepository } from './choices.repository.js';
import { ChoicesService } from './choices.service.js';
import { Heirs } from './heirs.service.js';
import { HeirsRepository } from './heirs.repository.js';
import { HeldRooms } from './held-rooms.js';
import { KeepersOperations } from './keepers.operations.js';
import { Departures } from './departures.service.js';
import { KeepersRepository } from './keepers.repository.js';
import { Keepers } from './keepers.service.js';
import { MembersOperations } from './members.operations.js';
import { Arrivals } from './arrivals.service.js';
import { MembersService } from './members.service.js';
import { MembershipsRepository } from './memberships.repository.js';
import { MembershipsService } from './memberships.service.js';
import { ReadAllOperations } from './read-all.operations.js';
import { ReadAllRepository } from './read-all.repository.js';
import { ReadAll } from './read-all.service.js';
import { ReadMarkMoves } from './read-mark-moves.js';
import { ReadMarksEvents } from './read-marks.events.js';
import { ReadMarksOperations } from './read-marks.operations.js';
import { ReadMarksRepository } from './read-marks.repository.js';
import { ReadMarksService } from './read-marks.service.js';
import { RoomPeaceRepository } from './room-peace.repository.js';
import { RoomStandings } from './room-standing.service.js';
import { RoomPeace } from './room-peace.service.js';
import { RoomChanges } from './room-changes.js';

@Module({
  imports: [DeliveryModule, PeopleModule],
  controllers: [
    MembersOperations,
    KeepersOperations,
    ChoicesOperations,
    ReadMarksOperations,
    ReadAllOperations,
  ],
  providers: [
    AccessRepository,
    AccessWatch,
    Acquaintances,
    AdmissionsRepository,
    Audience,
    Arrivals,
    MembershipsService,
    MembershipsRepository,
    MembersService,
    ChoicesService,
    ChoicesRepository,
    ReadAll,
    ReadAllRepository,
    ReadMarkMoves,
    ReadMarksService,
    ReadMarksRepository,
    ReadMarksEvents,
    RoomChanges,
    Departures,
    Heirs,
    HeirsRepository,
    HeldRooms,
    Keepers,
    KeepersRepository,
    RoomPeace,
    RoomStandings,
    RoomPeaceRepository,
  ],
  exports: [
    Audience,
    ChoicesService,
    Arrivals,
    MembershipsService,
    MembersService,
    ReadAll,
    ReadMarkMoves,
    ReadMarksService,
    RoomChanges,
    Departures,
    Heirs,
    HeldRooms,
    Keepers,
    KeepersRepository,
    RoomPeace,
    RoomStandings,
  ],
})
export class MembershipsModule {}
