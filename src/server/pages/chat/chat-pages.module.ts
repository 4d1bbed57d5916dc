/** The pages people see: the lobby and the rooms, readable and usable without scripts. */
import { Module } from '@nestjs/common';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { LobbyController } from './lobby.controller.js';
import { LobbyOperations } from './lobby.operations.js';
import { LobbyPage } from './lobby-page.js';
import { MembershipController } from './membership.controller.js';
import { OfflineController } from './offline.controller.js';
import { PeopleController } from './people.controller.js';
import { PersonController } from './person.controller.js';
import { RoomController } from './room.controller.js';
import { RoomPage } from './room-page.js';
import { ThreadController } from './thread.controller.js';
import { ThreadPage } from './thread-page.js';
import { WhereToBegin } from './where-to-begin.js';

@Module({
  imports: [RoomsModule, MembershipsModule, MessagesModule, PresenceModule],
  // People before the room: of their address the room would take the last part for the place of a message.
  controllers: [
    LobbyController,
    LobbyOperations,
    PeopleController,
    MembershipController,
    RoomController,
    ThreadController,
    PersonController,
    OfflineController,
  ],
  providers: [LobbyPage, RoomPage, ThreadPage, WhereToBegin],
})
export class PagesModule {}
