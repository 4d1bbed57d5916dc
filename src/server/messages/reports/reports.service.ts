/** What people say against messages, and what moderators see of it. What they decide is in activity/reported/. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { OpenedReport, ReportList, ReportsAsked, ReportView } from '../../../shared/reports.js';
import { AuditLog } from '../../audit/audit-log.js';
import { requireModerator } from '../../people/moderators.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { pageOf } from '../../platform/postgres/page.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { LivingMessages } from '../changing/living-messages.service.js';
import { messageView } from '../message.row.js';
import { Peace } from './peace.service.js';
import { type ReportRow, ReportsRepository } from './reports.repository.js';

const tidyEvery = 3_600_000;

const noSuchReport = () => new AppError('not_found', 'There is no such report.');

@Injectable()
export class Reports implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reports.name);
  private stopTidying = () => {};

  constructor(
    private readonly repository: ReportsRepository,
    private readonly living: LivingMessages,
    private readonly audit: AuditLog,
    private readonly peace: Peace,
  ) {}

  onApplicationBootstrap(): void {
    this.stopTidying = pollUnlessBusy(
      tidyEvery,
      () => this.tidy(),
      (error) => this.logger.debug(`Old reports could not be tidied: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopTidying();
  }

  /** What a message said is not kept for ever. */
  tidy(): Promise<void> {
    return this.repository.forgetTexts();
  }

  /** Throws `not_found`, `invalid` for what they wrote themselves, `conflict` for what is deleted or was reported by them. */
  async report(reporter: SignedInUser, messageId: number, reason: string): Promise<void> {
    const { author_id, deleted_at, room_id, author, seq } = await this.living.find(reporter, messageId);
    if (author_id === reporter.id)
      throw new AppError('invalid', 'You wrote this yourself. Edit it, or delete it.');
    if (deleted_at) throw new AppError('conflict', 'This message was deleted.');
    if (!(await this.repository.report(reporter.id, messageId, reason)))
      throw new AppError(
        'conflict',
        'You have reported this message already. You will hear what is decided.',
      );
    const details = { roomId: room_id, authorId: author_id, author: author.username };
    await this.audit.note(
      reporter,
      'message_reported',
      { type: 'message', id: messageId, name: `#${seq}` },
      details,
    );
    await this.peace.tell();
  }

  /** The newest first. */
  async list(moderator: SignedInUser, { state, before, limit }: ReportsAsked): Promise<ReportList> {
    requireModerator(moderator);
    const [rows, { open }] = await Promise.all([
      this.repository.page(state, before, limit + 1),
      this.repository.waiting(),
    ]);
    const { page, next } = pageOf(rows, limit);
    return { reports: page.map(reportView), next, open };
  }

  /** With what was said around it; that somebody looked at it outside of a public room is written down. */
  async open(moderator: SignedInUser, id: number): Promise<OpenedReport> {
    const row = await this.find(moderator, id);
    if (row.room?.access !== 'public') await this.noteOpened(moderator, row);
    const messages = await this.repository.around(row);
    return { ...reportView(row), around: messages.map(messageView) };
  }

  async find(moderator: SignedInUser, id: number): Promise<ReportRow> {
    requireModerator(moderator);
    const row = await this.repository.find(id);
    if (!row) throw noSuchReport();
    return row;
  }

  private async noteOpened(moderator: SignedInUser, row: ReportRow): Promise<void> {
    const subject = { type: 'message', id: row.message_id, name: `#${row.seq}` } as const;
    await this.audit.note(moderator, 'report_opened', subject, detailsOf(row));
  }
}

/** What the audit log says of it. */
export const detailsOf = ({ id, room_id, room, author }: ReportRow) => ({
  reportId: id,
  roomId: room_id,
  room: room?.name ?? null,
  authorId: author.id,
  author: author.username,
});

const reportView = (row: ReportRow): ReportView => ({
  id: row.id,
  message: {
    ...{ id: row.message_id, seq: row.seq, author: row.author, text: row.text },
    ...(row.text !== null && row.about && { about: row.about }),
  },
  room: row.room,
  reports: row.reports,
  createdAt: row.created_at.toISOString(),
  decided: row.decided_at && {
    what: row.decision!,
    at: row.decided_at.toISOString(),
    by: row.decided_by!,
    note: row.note,
  },
});
