import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../people/user.entity.js';

/** Why a session ended; the browser is told so. */
export type EndReason =
  'signed_out' | 'password_changed' | 'disabled' | 'expired' | 'token_revoked' | 'banned';

/** A session is ended by `endedAt` and never revived. */
@Entity('sessions')
@Check(
  'sessions_end_reason_check',
  `end_reason in ('signed_out', 'password_changed', 'disabled', 'expired', 'banned')`,
)
@Check('sessions_check', '(ended_at is null) = (end_reason is null)')
@Index('sessions_user', ['userId'], { where: 'ended_at is null' })
@Index('sessions_expiry', ['expiresAt'], { where: 'ended_at is null' })
@Index('sessions_ended', ['endedAt'], { where: 'ended_at is not null' })
export class Session {
  /** The SHA-256 of what the cookie holds: a leaked table signs nobody in. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sessions_pkey' })
  id: string;

  @ForeignKey(() => User, { name: 'sessions_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('text', { name: 'user_agent', default: '' })
  userAgent: string;

  @Column('text', { default: '' })
  address: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** To the hour: sessions are touched at most hourly. */
  @Column('timestamptz', { name: 'touched_at', default: () => 'now()' })
  touchedAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column('text', { name: 'end_reason', nullable: true })
  endReason: Exclude<EndReason, 'token_revoked'> | null;
}
