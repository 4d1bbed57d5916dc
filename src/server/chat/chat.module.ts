import { Module } from '@nestjs/common';
import { JoiningModule } from '../joining/joining.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ChatGateway } from './chat.gateway.js';
import { TypingService } from '../presence/typing.service.js';

@Module({
  imports: [JoiningModule, MessagesModule],
  providers: [ChatGateway, TypingService],
})
export class ChatModule {}
