/** Erasing a person, with whatever is kept of them, and a room with all that is in it. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { FilesModule } from '../files/files.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ErasingOperations } from './erasing.operations.js';
import { Erasing } from './erasing.service.js';
import { ForgettingRepository } from './forgetting.repository.js';
import { Forgetting } from './forgetting.service.js';
import { RoomDeletion } from './rooms/room-deletion.entity.js';
import { RoomDeletionsOperations } from './rooms/room-deletions.operations.js';
import { RoomDeletionsRepository } from './rooms/room-deletions.repository.js';
import { RoomDeletions } from './rooms/room-deletions.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([RoomDeletion]),
    AuditModule,
    AuthModule,
    FilesModule,
    MembershipsModule,
    MessagesModule,
  ],
  controllers: [ErasingOperations, RoomDeletionsOperations],
  providers: [Erasing, Forgetting, ForgettingRepository, RoomDeletions, RoomDeletionsRepository],
  exports: [Erasing, RoomDeletions],
})
export class ErasingModule {}
