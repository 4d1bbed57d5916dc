/** Erasing a person: their account, and whatever is kept of them. */
import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { FilesModule } from '../files/files.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ErasingOperations } from './erasing.operations.js';
import { Erasing } from './erasing.service.js';
import { ForgettingRepository } from './forgetting.repository.js';
import { Forgetting } from './forgetting.service.js';

@Module({
  imports: [AuthModule, FilesModule, MembershipsModule, MessagesModule],
  controllers: [ErasingOperations],
  providers: [Erasing, Forgetting, ForgettingRepository],
  exports: [Erasing],
})
export class ErasingModule {}
