/** The REST API under /api/: each operation is declared once, and its route, its checks and its documentation come from that. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { MembershipsModule } from '../../memberships/memberships.module.js';
import { MessagesModule } from '../../messages/messages.module.js';
import { PresenceModule } from '../../presence/presence.module.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { UsersModule } from '../../people/people.module.js';
import { AddressBansController } from '../../auth/address-bans.operations.js';
import { AuditController } from '../../audit/audit.operations.js';
import { DirectController } from '../../messages/direct.operations.js';
import { DocumentationController } from './documentation.controller.js';
import { MeController } from '../../rooms/me.operations.js';
import { MessagesController } from '../../messages/messages.operations.js';
import { ModerationController } from '../../messages/changing/moderation.operations.js';
import { OpenApiDocument } from './openapi.js';
import { RoomMessagesController } from '../../messages/room-messages.operations.js';
import { MembersController } from '../../memberships/members.operations.js';
import { PresenceController } from '../../presence/presence.operations.js';
import { ReadMarksController } from '../../memberships/read-marks.operations.js';
import { RoomsController } from '../../rooms/rooms.operations.js';
import { TokensController } from '../../auth/api-tokens.operations.js';
import { UsersController } from '../../people/users.operations.js';

@Module({
  imports: [DiscoveryModule, UsersModule, RoomsModule, MembershipsModule, MessagesModule, PresenceModule],
  controllers: [
    MeController,
    RoomsController,
    MembersController,
    PresenceController,
    RoomMessagesController,
    ReadMarksController,
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
