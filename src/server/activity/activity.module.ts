import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { Activity } from './activity.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Activity]),
    RoomsModule,
    MembershipsModule,
    MessagesModule,
    NoticesModule,
  ],
})
export class ActivityModule {}
