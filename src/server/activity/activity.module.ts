import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { ActivityFollower } from './activity-follower.js';
import { ActivityNews } from './activity-news.js';
import { Activity } from './activity.entity.js';
import { AwayOperations } from './away/away.operations.js';
import { AwayService } from './away/away.service.js';
import { ActivityEvents } from './activity.events.js';
import { ActivityOperations } from './activity.operations.js';
import { ActivityRepository } from './activity.repository.js';
import { ActivityService } from './activity.service.js';
import { MeOperations } from './me.operations.js';
import { DecisionsOperations } from './reported/decisions.operations.js';
import { DecisionsRepository } from './reported/decisions.repository.js';
import { ReportDecisions } from './reported/decisions.service.js';
import { Reminders } from './reminders/reminders.service.js';
import { RemindersRepository } from './reminders/reminders.repository.js';
import { ReconcilingRepository } from './reconciling.repository.js';
import { Wishes } from './wishes.js';
import { WishesRepository } from './wishes.repository.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Activity]),
    AuthModule,
    RoomsModule,
    MembershipsModule,
    MessagesModule,
    NoticesModule,
    PresenceModule,
  ],
  controllers: [ActivityOperations, AwayOperations, MeOperations, DecisionsOperations],
  providers: [
    ActivityEvents,
    ActivityFollower,
    ActivityNews,
    ActivityRepository,
    ActivityService,
    AwayService,
    DecisionsRepository,
    ReconcilingRepository,
    ReportDecisions,
    Reminders,
    RemindersRepository,
    Wishes,
    WishesRepository,
  ],
  exports: [ActivityService, AwayService, ReportDecisions],
})
export class ActivityModule {}
