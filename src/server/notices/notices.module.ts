import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { NoticeSettings } from './notice-settings.entity.js';
import { Notice } from './notice.entity.js';
import { PushSubscription } from './push-subscription.entity.js';

@Module({ imports: [TypeOrmModule.forFeature([Notice, NoticeSettings, PushSubscription])] })
export class NoticesModule {}
