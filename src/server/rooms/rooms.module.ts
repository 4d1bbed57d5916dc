import { Module } from '@nestjs/common';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { UsersModule } from '../people/people.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { Conversations } from './conversations.service.js';
import { RoomJoining } from './room-joining.service.js';
import { Lobby } from './lobby.js';
import { RoomDirectoryRepository } from './room-directory.repository.js';
import { RoomDirectory } from './room-directory.service.js';
import { RoomMaking } from './room-making.service.js';
import { RoomManagementRepository } from './room-management.repository.js';
import { RoomManagement } from './room-management.service.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';

@Module({
  imports: [UsersModule, MembershipsModule, PresenceModule],
  providers: [
    RoomsService,
    RoomsRepository,
    RoomDirectory,
    RoomDirectoryRepository,
    RoomMaking,
    RoomManagement,
    RoomManagementRepository,
    Conversations,
    RoomJoining,
    Lobby,
  ],
  exports: [RoomsService, RoomDirectory, RoomMaking, RoomManagement, Conversations, RoomJoining, Lobby],
})
export class RoomsModule {}
