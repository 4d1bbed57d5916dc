/** What was reported, for moderators: what is open, what was decided, and each with what was said around it. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { reason } from '../../../shared/people.js';
import { decisionNote, decisions, type OpenedReport, reportStates } from '../../../shared/reports.js';
import { ReportDecisions } from '../../activity/reported/decisions.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { ModeratorGuard } from '../../auth/moderator.guard.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import { Peace } from '../../messages/reports/peace.service.js';
import { Reports } from '../../messages/reports/reports.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { adminPage, noticeOf } from './admin-page.js';
import { duration, durationChoices, endOf } from './durations.js';
import { shownMessage } from './messages.js';
import { cursor, idIn, pager, pageSize } from './parameters.js';
import { decisionChoices, shownReport } from './shown-reports.js';

const filter = z.object({ state: z.enum(reportStates).catch('open'), before: cursor });

const decisionForm = z.object({
  decision: z.enum(decisions, 'Choose what to do.'),
  note: decisionNote,
  reason: reason.default(''),
  duration: duration.default('open'),
});

@Controller('admin/reports')
@UseGuards(ModeratorGuard)
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly decisions: ReportDecisions,
    private readonly peace: Peace,
    private readonly rooms: RoomPeace,
  ) {}

  @Get()
  @Render('pages/admin/reports')
  async list(@CurrentUser() me: SignedInUser, @Query() asked: Record<string, unknown>) {
    const { state, before } = parseForm(filter, asked);
    const { reports, next, open } = await this.reports.list(me, {
      state,
      limit: pageSize,
      ...(before && { before }),
    });
    const label = 'Earlier reports';
    return adminPage('reports', 'Reports', {
      notice: noticeOf(asked.done),
      states: [
        { label: 'Waiting', href: '/admin/reports', count: open, isChosen: state === 'open' },
        { label: 'Decided', href: '/admin/reports?state=decided', isChosen: state === 'decided' },
      ],
      isOpen: state === 'open',
      reports: reports.map(shownReport),
      pager: pager('/admin/reports', { state }, { name: 'before', at: before, next, label }),
    });
  }

  /** One press, on or off. */
  @Post('raid-guard')
  @Redirect('/admin/reports', 303)
  async guard(@CurrentUser() me: SignedInUser, @Body() body: unknown) {
    await this.peace.guard(me, typed(body, 'on') === 'yes');
  }

  @Get(':id')
  @Render('pages/admin/report')
  async show(@CurrentUser() me: SignedInUser, @Param('id') id: string) {
    return this.page(me, await this.reports.open(me, idIn(id)), {});
  }

  @Post(':id')
  @Redirect('/admin/reports?done=decided', 303)
  async decide(@CurrentUser() me: SignedInUser, @Param('id') id: string, @Body() body: unknown) {
    const reportId = idIn(id);
    const model = async () => this.page(me, await this.reports.open(me, reportId), body);
    await orShowAgain({ view: 'pages/admin/report', model, field: 'decision' }, async () => {
      const { duration: chosen, ...decision } = parseForm(decisionForm, body);
      const until = endOf(chosen);
      await this.decisions.decide(me, reportId, { ...decision, ...(until && { until }) });
    });
  }

  private async page(me: SignedInUser, { around, ...report }: OpenedReport, kept: unknown) {
    const {
      room,
      message: { author },
    } = report;
    const maySilence = room !== null && (await this.rooms.maySilence(me, room.id, author.id));
    const back = `/admin/reports/${report.id}`;
    return adminPage('reports', 'A report', {
      up: { href: '/admin/reports', label: 'Reports' },
      report: shownReport(report),
      isNoted: report.room?.access !== 'public',
      around: around.map((message) => ({
        ...shownMessage(message, { back }),
        removeHref: undefined,
        versionsHref: undefined,
        isReported: message.id === report.message.id,
      })),
      choices: decisionChoices(me.role, maySilence, typed(kept, 'decision')),
      note: typed(kept, 'note'),
      reason: typed(kept, 'reason'),
      durations: durationChoices(typed(kept, 'duration') || 'day'),
    });
  }
}
