import { Module } from '@nestjs/common';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ChatGateway } from './chat.gateway.js';
import { TypingService } from '../presence/typing.service.js';

@Module({
  imports: [RoomsModule, MembershipsModule, MessagesModule, PresenceModule],
  providers: [ChatGateway, TypingService],
})
export class ChatModule {}
