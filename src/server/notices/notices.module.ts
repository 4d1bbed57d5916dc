import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PeopleModule } from '../people/people.module.js';
import { NoticeSettings } from './notice-settings.entity.js';
import { NoticeSettingsOperations } from './notice-settings.operations.js';
import { NoticeSettingsRepository } from './notice-settings.repository.js';
import { NoticeSettingsService } from './notice-settings.service.js';
import { Notice } from './notice.entity.js';
import { PushSubscription } from './push-subscription.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Notice, NoticeSettings, PushSubscription]),
    DeliveryModule,
    PeopleModule,
  ],
  controllers: [NoticeSettingsOperations],
  providers: [NoticeSettingsService, NoticeSettingsRepository],
  exports: [NoticeSettingsService],
})
export class NoticesModule {}
