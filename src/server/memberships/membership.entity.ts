import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** Somebody who has entered a room, and how far they have read. */
@Entity('memberships')
@Check('memberships_notify_check', `notify in ('all', 'mentions', 'none')`)
@Index('memberships_user', ['userId', 'roomId'])
export class Membership {
  /** By its table's name, as memberships/ does not know rooms/; hence rooms.module registers both, and commands neither. */
  @ForeignKey('rooms', { name: 'memberships_room_id_fkey' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'memberships_pkey' })
  roomId: number;

  @ForeignKey(() => User, { name: 'memberships_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'memberships_pkey' })
  userId: number;

  @Column('bigint', { name: 'last_read_seq', default: 0 })
  lastReadSeq: number;

  @Column('text', { default: 'all' })
  notify: 'all' | 'mentions' | 'none';

  @Column('timestamptz', { name: 'joined_at', default: () => 'now()' })
  joinedAt: Date;
}
