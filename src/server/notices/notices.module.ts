import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { PeopleModule } from '../people/people.module.js';
import { DevicesOperations } from './devices.operations.js';
import { DevicesRepository } from './devices.repository.js';
import { Devices } from './devices.service.js';
import { NoticeBadge } from './notice-badge.js';
import { NoticeCalls } from './notice-calls.js';
import { NoticeQueue } from './notice-queue.service.js';
import { NoticeSettings } from './notice-settings.entity.js';
import { NoticeSettingsOperations } from './notice-settings.operations.js';
import { NoticeSettingsRepository } from './notice-settings.repository.js';
import { NoticeSettingsService } from './notice-settings.service.js';
import { Notice } from './notice.entity.js';
import { NoticesMetrics } from './notices.metrics.js';
import { NoticesRepository } from './notices.repository.js';
import { Push } from './push.js';
import { PresenceModule } from '../presence/presence.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { ReminderCalls } from './reminder-calls.js';
import { ReminderCallsRepository } from './reminder-calls.repository.js';
import { PushSubscription } from './push-subscription.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Notice, NoticeSettings, PushSubscription]),
    DeliveryModule,
    MembershipsModule,
    PeopleModule,
    PresenceModule,
    SettingsModule,
  ],
  controllers: [DevicesOperations, NoticeSettingsOperations],
  providers: [
    Devices,
    DevicesRepository,
    NoticeBadge,
    NoticeCalls,
    NoticeQueue,
    NoticesMetrics,
    NoticesRepository,
    NoticeSettingsService,
    NoticeSettingsRepository,
    Push,
    ReminderCalls,
    ReminderCallsRepository,
  ],
  exports: [Devices, NoticeBadge, NoticeSettingsService],
})
export class NoticesModule {}
