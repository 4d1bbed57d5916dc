import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { DevicesOperations } from './devices.operations.js';
import { DevicesRepository } from './devices.repository.js';
import { Devices } from './devices.service.js';
import { NoticeBadge } from './notice-badge.js';
import { NoticeCalls } from './notice-calls.js';
import { NoticeQueue } from './notice-queue.service.js';
import { NoticeSettings } from './notice-settings.entity.js';
import { Notice } from './notice.entity.js';
import { NoticesMetrics } from './notices.metrics.js';
import { NoticesRepository } from './notices.repository.js';
import { Push } from './push.js';
import { PushSubscription } from './push-subscription.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([Notice, NoticeSettings, PushSubscription]), MembershipsModule],
  controllers: [DevicesOperations],
  providers: [
    Devices,
    DevicesRepository,
    NoticeBadge,
    NoticeCalls,
    NoticeQueue,
    NoticesMetrics,
    NoticesRepository,
    Push,
  ],
  exports: [Devices, NoticeBadge],
})
export class NoticesModule {}
