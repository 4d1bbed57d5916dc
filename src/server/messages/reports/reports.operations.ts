import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import {
  newReport,
  openedReport,
  peaceChange,
  peaceView,
  reportList,
  reportsAsked,
} from '../../../shared/reports.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Peace } from './peace.service.js';
import { Reports } from './reports.service.js';

const reportMessage = operation({
  method: 'post',
  path: '/api/messages/:id/reports',
  group: 'Messages',
  summary: 'Report a message to the moderators',
  about:
    'They see it with five messages before and after it, in private rooms and conversations, too. What they decide comes into your activity',
  who: 'write',
  params: oneById,
  body: newReport,
  answers: { 204: null },
  refusals: ['conflict'],
  limit: 'report',
});

const listReports = operation({
  method: 'get',
  path: '/api/reports',
  group: 'Reports',
  summary: 'What was reported, the newest first; a message stands once, by the first of its reports',
  about: 'For moderators',
  who: 'read',
  query: reportsAsked,
  answers: { 200: reportList },
  cursor: 'before',
});

const openReport = operation({
  method: 'get',
  path: '/api/reports/:id',
  group: 'Reports',
  summary: 'A report, and what was said around the message',
  about: 'For moderators. Of a room that is not public, it is written into the audit log',
  who: 'read',
  params: oneById,
  answers: { 200: openedReport },
});

const readPeace = operation({
  method: 'get',
  path: '/api/peace',
  group: 'Reports',
  summary: 'How many reports wait for a decision, and whether newcomers can write',
  about: 'For moderators',
  who: 'read',
  answers: { 200: peaceView },
});

const changePeace = operation({
  method: 'patch',
  path: '/api/peace',
  group: 'Reports',
  summary: 'Let only people write who have been here for a day, or everybody again',
  about: 'For moderators, who can write at any time. It is the setting raid_guard',
  who: 'write',
  body: peaceChange,
  answers: { 200: peaceView },
  refusals: ['conflict'],
});

@Controller()
export class ReportsOperations {
  constructor(
    private readonly reports: Reports,
    private readonly peace: Peace,
  ) {}

  @Carries(readPeace)
  readPeace({ me }: Asked<typeof readPeace>) {
    return this.peace.read(me);
  }

  @Carries(changePeace)
  changePeace({ me, body }: Asked<typeof changePeace>) {
    return this.peace.guard(me, body.raidGuard);
  }

  @Carries(reportMessage)
  reportMessage({ me, params, body }: Asked<typeof reportMessage>): Promise<void> {
    return this.reports.report(me, params.id, body.reason);
  }

  @Carries(listReports)
  listReports({ me, query }: Asked<typeof listReports>) {
    return this.reports.list(me, query);
  }

  @Carries(openReport)
  openReport({ me, params }: Asked<typeof openReport>) {
    return this.reports.open(me, params.id);
  }
}
