import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import type { Decision } from '../../../shared/reports.js';
import { User } from '../../people/user.entity.js';

/** What one person says against one message. */
@Entity('reports')
@Unique('reports_once', ['messageId', 'reporterId'])
@Check('reports_decision_check', `decision in ('dismissed', 'removed', 'silenced', 'disabled')`)
@Index('reports_open', ['id'], { where: 'decided_at is null' })
@Index('reports_kept', ['decidedAt'], { where: 'text is not null' })
export class Report {
  @MadeId('reports_pkey')
  id: number;

  @Column('bigint', { name: 'message_id' })
  messageId: number;

  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('bigint')
  seq: number;

  @ForeignKey(() => User, { name: 'reports_author_id_fkey' })
  @Column('bigint', { name: 'author_id' })
  authorId: number;

  @ForeignKey(() => User, { name: 'reports_reporter_id_fkey' })
  @Column('bigint', { name: 'reporter_id' })
  reporterId: number;

  @Column('text')
  reason: string;

  /** What it said when it was reported; null once that is not kept any more. */
  @Column('text', { nullable: true })
  text: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @ForeignKey(() => User, { name: 'reports_decided_by_fkey' })
  @Column('bigint', { name: 'decided_by', nullable: true })
  decidedBy: number | null;

  @Column('text', { nullable: true })
  decision: Decision | null;

  /** What whoever decided wrote about it, for the moderators. */
  @Column('text', { default: '' })
  note: string;
}
