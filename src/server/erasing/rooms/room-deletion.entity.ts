import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Room } from '../../rooms/room.entity.js';

/** A room that was deleted and of which something is still to be removed. */
@Entity('room_deletions')
export class RoomDeletion {
  @ForeignKey(() => Room, { name: 'room_deletions_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'room_deletions_pkey' })
  roomId: number;

  @Column('timestamptz', { name: 'asked_at', default: () => 'now()' })
  askedAt: Date;

  /** Until when a node is at work on it: after that another one goes on. */
  @Column('timestamptz', { name: 'claimed_until', default: () => 'now()' })
  claimedUntil: Date;
}
