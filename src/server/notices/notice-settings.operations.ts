import { Controller } from '@nestjs/common';
import { noticeSettingsChange, noticeSettingsView } from '../../shared/notices.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { NoticeSettingsService } from './notice-settings.service.js';

const readNoticeSettings = operation({
  method: 'get',
  path: '/api/me/notices',
  group: 'You',
  summary: 'How you want to be called: level, do not disturb, keywords',
  who: 'read',
  answers: { 200: noticeSettingsView },
});

const changeNoticeSettings = operation({
  method: 'patch',
  path: '/api/me/notices',
  group: 'You',
  summary: 'Choose how you want to be called',
  about: 'Your connections hear of it',
  who: 'write',
  body: noticeSettingsChange,
  answers: { 200: noticeSettingsView },
});

@Controller()
export class NoticeSettingsOperations {
  constructor(private readonly settings: NoticeSettingsService) {}

  @Carries(readNoticeSettings)
  readNoticeSettings({ me }: Asked<typeof readNoticeSettings>) {
    return this.settings.read(me);
  }

  @Carries(changeNoticeSettings)
  changeNoticeSettings({ me, body }: Asked<typeof changeNoticeSettings>) {
    return this.settings.change(me, body);
  }
}
