/** The pages people see: the lobby and the rooms, readable and usable without scripts. */
import { Module } from '@nestjs/common';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { LobbyController } from './lobby.controller.js';
import { OfflineController } from './offline.controller.js';
import { RoomController } from './room.controller.js';
import { RoomPage } from './room-page.js';
import { WhereToBegin } from './where-to-begin.js';

@Module({
  imports: [RoomsModule, MembershipsModule, MessagesModule, PresenceModule],
  controllers: [LobbyController, RoomController, OfflineController],
  providers: [RoomPage, WhereToBegin],
})
export class PagesModule {}
