/** The REST API under /api/: each operation is declared once, and its route, its checks and its documentation come from that. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MessagesModule } from '../../messages/messages.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { AddressBansController } from '../../auth/bans/address-bans.operations.js';
import { AuditController } from '../../audit/audit.operations.js';
import { DirectController } from '../../messages/direct.operations.js';
import { DocumentationController } from './documentation.controller.js';
import { MeController } from '../../rooms/me.operations.js';
import { MessagesController } from '../../messages/messages.operations.js';
import { ModerationController } from '../../messages/changing/moderation.operations.js';
import { OpenApiDocument } from './openapi.js';
import { RoomMessagesController } from '../../messages/room-messages.operations.js';
import { RoomPeopleController } from '../../rooms/room-people.operations.js';
import { RoomsController } from '../../rooms/rooms.operations.js';
import { TokensController } from '../../auth/api-tokens/api-tokens.operations.js';
import { AccountsController } from '../../auth/accounts/accounts.operations.js';

@Module({
  imports: [DiscoveryModule, AuthModule, RoomsModule, MessagesModule, PresenceModule],
  controllers: [
    MeController,
    RoomsController,
    RoomPeopleController,
    RoomMessagesController,
    MessagesController,
    DirectController,
    TokensController,
    AccountsController,
    ModerationController,
    AddressBansController,
    AuditController,
    DocumentationController,
  ],
  providers: [OpenApiDocument],
})
export class ApiModule {}
