import { Controller } from '@nestjs/common';
import { activityAsked, activityPage, activityRead, activityUnread } from '../../shared/activity.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { ActivityService } from './activity.service.js';

const group = 'Activity';

const listActivity = operation({
  method: 'get',
  path: '/api/me/activity',
  group,
  summary:
    'What was meant for you: mentions, answers, reactions, threads, private messages, reminders, decisions about what you reported',
  about:
    'The newest first. What belongs together on a page is one entry, so a page may have fewer entries than there are, and be empty before the end',
  who: 'read',
  query: activityAsked,
  answers: { 200: activityPage },
  cursor: 'before',
});

const readActivity = operation({
  method: 'post',
  path: '/api/me/activity/read',
  group,
  summary: 'Say what of it you have seen',
  about:
    'All that stands in one entry is read with any of its ids; how far you have read a room says another call',
  who: 'write',
  body: activityRead,
  answers: { 200: activityUnread },
});

@Controller()
export class ActivityOperations {
  constructor(private readonly activity: ActivityService) {}

  @Carries(listActivity)
  listActivity({ me, query }: Asked<typeof listActivity>) {
    return this.activity.page(me, query);
  }

  @Carries(readActivity)
  readActivity({ me, body }: Asked<typeof readActivity>) {
    return this.activity.read(me, body);
  }
}
