import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { Activity } from './activity.entity.js';
import { AwayOperations } from './away/away.operations.js';
import { AwayService } from './away/away.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Activity]),
    RoomsModule,
    MembershipsModule,
    MessagesModule,
    NoticesModule,
    PresenceModule,
  ],
  controllers: [AwayOperations],
  providers: [AwayService],
  exports: [AwayService],
})
export class ActivityModule {}
