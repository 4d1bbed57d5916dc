/** The REST API under /api/: each operation is declared once, and its route, its checks and its documentation come from that. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditController } from '../../audit/audit.operations.js';
import { AccountsController } from '../../auth/accounts/accounts.operations.js';
import { TokensController } from '../../auth/api-tokens/api-tokens.operations.js';
import { AuthModule } from '../../auth/auth.module.js';
import { AddressBansController } from '../../auth/bans/address-bans.operations.js';
import { MembersController } from '../../memberships/members.operations.js';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { ReadMarksController } from '../../memberships/read-marks.operations.js';
import { ModerationController } from '../../messages/changing/moderation.operations.js';
import { DirectController } from '../../messages/direct.operations.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { MessagesController } from '../../messages/messages.operations.js';
import { RoomMessagesController } from '../../messages/room-messages.operations.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { PresenceController } from '../../presence/presence.operations.js';
import { LobbyOperations } from '../../rooms/lobby.operations.js';
import { MeController } from '../../rooms/me.operations.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { RoomsController } from '../../rooms/rooms.operations.js';
import { DocumentationController } from './documentation.controller.js';
import { OpenApiDocument } from './openapi.js';

@Module({
  imports: [DiscoveryModule, AuthModule, RoomsModule, MembershipsModule, MessagesModule, PresenceModule],
  controllers: [
    MeController,
    LobbyOperations,
    RoomsController,
    MembersController,
    PresenceController,
    RoomMessagesController,
    ReadMarksController,
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
