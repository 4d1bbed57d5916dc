import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { JoiningService } from './joining.service.js';

@Module({
  imports: [MessagesModule, RoomsModule, PresenceModule],
  providers: [JoiningService],
  exports: [JoiningService],
})
export class JoiningModule {}
