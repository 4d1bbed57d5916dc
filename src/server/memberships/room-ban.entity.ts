import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** Somebody who may not come into a room, nor see it, until then. */
@Entity('room_bans')
export class RoomBan {
  /** By its table's name, as in membership.entity.ts. */
  @ForeignKey('rooms', { name: 'room_bans_room_id_fkey' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'room_bans_pkey' })
  roomId: number;

  @ForeignKey(() => User, { name: 'room_bans_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'room_bans_pkey' })
  userId: number;

  /** Null: for good. */
  @Column('timestamptz', { nullable: true })
  until: Date | null;

  /** They read it. */
  @Column('text', { default: '' })
  reason: string;

  @ForeignKey(() => User, { name: 'room_bans_banned_by_fkey' })
  @Column('bigint', { name: 'banned_by' })
  bannedBy: number;

  @Column('timestamptz', { name: 'banned_at', default: () => 'now()' })
  bannedAt: Date;
}
