import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { UsersModule } from '../users/users.module.js';
import { Lobby } from './lobby.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';

@Module({
  imports: [UsersModule, PresenceModule],
  providers: [RoomsService, RoomsRepository, Lobby],
  exports: [RoomsService, RoomsRepository, Lobby],
})
export class RoomsModule {}
