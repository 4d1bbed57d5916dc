/** The REST API under /api/: each operation is declared once, and its route, its checks and its documentation come from that. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MessagesModule } from '../messages/messages.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { UsersModule } from '../users/users.module.js';
import { AddressBansController } from './address-bans.controller.js';
import { AuditController } from './audit.controller.js';
import { DirectController } from './direct.controller.js';
import { DocumentationController } from './documentation.controller.js';
import { MeController } from './me.controller.js';
import { MessagesController } from './messages.controller.js';
import { ModerationController } from './moderation.controller.js';
import { OpenApiDocument } from './openapi.js';
import { RoomMessagesController } from './room-messages.controller.js';
import { RoomPeopleController } from './room-people.controller.js';
import { RoomsController } from './rooms.controller.js';
import { TokensController } from './tokens.controller.js';
import { UsersController } from './users.controller.js';

@Module({
  imports: [DiscoveryModule, UsersModule, RoomsModule, MessagesModule, PresenceModule],
  controllers: [
    MeController,
    RoomsController,
    RoomPeopleController,
    RoomMessagesController,
    MessagesController,
    DirectController,
    TokensController,
    UsersController,
    ModerationController,
    AddressBansController,
    AuditController,
    DocumentationController,
  ],
  providers: [OpenApiDocument],
})
export class ApiModule {}
