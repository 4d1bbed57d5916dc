import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { ActivityKind } from '../../shared/activity.js';
import { User } from '../people/user.entity.js';

/** Something that was meant for a person: one row for each reason. */
@Entity('activity')
@Check(
  'activity_kind_check',
  `kind in ('mention', 'answer', 'reaction', 'thread', 'private', 'reminder', 'report')`,
)
@Unique('activity_once', ['messageId', 'userId', 'kind'])
@Index('activity_user', ['userId', 'id'])
@Index('activity_user_kind', ['userId', 'kind', 'id'])
@Index('activity_new', ['userId', 'id'], { where: 'read_at is null' })
@Index('activity_unread', ['userId', 'roomId', 'seq'], { where: 'read_at is null' })
export class Activity {
  @MadeId('activity_pkey')
  id: number;

  /** Whom it was meant for. */
  @ForeignKey(() => User, { name: 'activity_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('text')
  kind: ActivityKind;

  /** What is gathered under one line: the thread, the conversation's room, else the message. */
  @Column('bigint', { name: 'subject_id' })
  subjectId: number;

  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('bigint', { name: 'message_id' })
  messageId: number;

  @Column('bigint')
  seq: number;

  /** Who wrote it; of reactions, who reacted last. */
  @Column('bigint', { name: 'actor_id' })
  actorId: number;

  @Column('timestamptz')
  at: Date;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt: Date | null;
}
