import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { ErasedMessages } from '../../../shared/erasing.js';
import { User } from '../../people/user.entity.js';

/** Somebody who was erased and of whom something is still to be forgotten. */
@Entity('erasures')
@Check('erasures_messages_check', `messages in ('keep', 'remove')`)
export class Erasure {
  @ForeignKey(() => User, { name: 'erasures_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'erasures_pkey' })
  userId: number;

  @Column('text')
  messages: ErasedMessages;

  @Column('timestamptz', { name: 'asked_at', default: () => 'now()' })
  askedAt: Date;

  /** Until when a node is at work on it: after that another one goes on. */
  @Column('timestamptz', { name: 'claimed_until', default: () => 'now()' })
  claimedUntil: Date;
}
