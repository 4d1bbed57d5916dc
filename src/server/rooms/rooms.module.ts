import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PresenceModule } from '../presence/presence.module.js';
import { RoleChanges } from '../people/role-changes.js';
import { PeopleModule } from '../people/people.module.js';
import { Lobby } from './lobby.js';
import { RoomDirectory } from './room-directory.repository.js';
import { RoomManagementRepository } from './room-management.repository.js';
import { RoomManagement } from './room-management.service.js';
import { Room } from './room.entity.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Room]), PeopleModule, PresenceModule],
  providers: [RoomsService, RoomsRepository, RoomManagement, RoomManagementRepository, RoomDirectory, Lobby],
  exports: [RoomsService, RoomsRepository, RoomManagement, RoomDirectory, Lobby],
})
export class RoomsModule implements OnModuleInit {
  constructor(
    private readonly roleChanges: RoleChanges,
    private readonly management: RoomManagement,
  ) {}

  onModuleInit(): void {
    this.roleChanges.subscribe(async (userId, role) => {
      if (role !== 'admin') await this.management.loseAdminRooms(userId);
    });
  }
}
