/** Where a connection meets a room: it hears it, reads it, sees who is there. */
import { Module } from '@nestjs/common';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { JoiningEvents } from './joining.events.js';
import { JoiningGateway } from './joining.gateway.js';
import { JoiningService } from './joining.service.js';

@Module({
  imports: [MembershipsModule, MessagesModule, RoomsModule, PresenceModule],
  providers: [JoiningService, JoiningEvents, JoiningGateway],
})
export class JoiningModule {}
