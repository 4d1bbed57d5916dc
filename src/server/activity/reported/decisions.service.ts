/** What moderators decide about a message that was reported; whoever reported it hears of it, once. */
import { Injectable } from '@nestjs/common';
import type { NewDecision } from '../../../shared/reports.js';
import { AuditLog } from '../../audit/audit-log.js';
import { AccountChanges } from '../../auth/accounts/account-changes.service.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import { Moderation } from '../../messages/changing/moderation.service.js';
import { Peace } from '../../messages/reports/peace.service.js';
import type { ReportRow } from '../../messages/reports/reports.repository.js';
import { detailsOf, Reports } from '../../messages/reports/reports.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { requireAdministrator } from '../../platform/errors/administrators-only.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Turns } from '../../platform/work/turns.js';
import { ActivityNews } from '../activity-news.js';
import { DecisionsRepository } from './decisions.repository.js';

const decidedAlready = () => new AppError('conflict', 'Somebody else has decided about this already.');

@Injectable()
export class ReportDecisions {
  /** One after the other, as each holds its message on all nodes: two moderators never both act upon one. */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: DecisionsRepository,
    private readonly reports: Reports,
    private readonly moderation: Moderation,
    private readonly accounts: AccountChanges,
    private readonly news: ActivityNews,
    private readonly audit: AuditLog,
    private readonly peace: Peace,
    private readonly rooms: RoomPeace,
  ) {}

  /** Of all reports of the message. Throws `conflict` where there is a decision; what was asked for is done before it stands. */
  async decide(moderator: SignedInUser, reportId: number, asked: NewDecision): Promise<void> {
    const { message_id } = await this.reports.find(moderator, reportId);
    return this.turns.take('all', () =>
      this.repository.holding(message_id, () => this.decideHeld(moderator, reportId, asked)),
    );
  }

  private async decideHeld(moderator: SignedInUser, reportId: number, asked: NewDecision): Promise<void> {
    const report = await this.reports.find(moderator, reportId);
    if (report.decided_at) throw decidedAlready();
    await this.act(moderator, report, asked);
    const { decision, note } = asked;
    const { decided, added } = await this.repository.decide(reportId, moderator.id, decision, note);
    if (decided === 0) throw decidedAlready();
    this.news.tell(added, []);
    const subject = { type: 'message', id: report.message_id, name: `#${report.seq}` } as const;
    const details = { ...detailsOf(report), decision, reports: decided };
    await this.audit.note(moderator, 'report_decided', subject, details);
    await this.peace.tell();
  }

  private async act(moderator: SignedInUser, report: ReportRow, asked: NewDecision): Promise<void> {
    if (asked.decision === 'dismissed') return;
    if (asked.decision === 'disabled') await this.disable(moderator, report, asked);
    if (asked.decision === 'silenced') await this.silence(moderator, report, asked);
    const { message_id: id, room_id: roomId, seq, author } = report;
    await this.moderation.removeReported(moderator, { id, roomId, seq, author });
  }

  /** By whoever may in that room. */
  private async silence(moderator: SignedInUser, report: ReportRow, asked: NewDecision): Promise<void> {
    const { reason, until } = asked;
    if (!until || until.getTime() <= Date.now())
      throw new AppError('invalid', 'Say until when they are to be silent.');
    if (!report.room || report.room.access === 'direct')
      throw new AppError('invalid', 'Nobody can be muted in a private conversation.');
    await this.rooms.silence(moderator, report.room_id, report.author.id, { until, reason });
  }

  private async disable(moderator: SignedInUser, { author }: ReportRow, asked: NewDecision): Promise<void> {
    requireAdministrator(moderator);
    const { reason, until } = asked;
    await this.accounts.disable(moderator, author.id, { reason, ...(until && { until }) });
  }
}
