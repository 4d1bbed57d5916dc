import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** Somebody who left a room while they were to be silent there, or to wait: coming back they still are. */
@Entity('absentees')
export class Absentee {
  /** By its table's name, as in membership.entity.ts. */
  @ForeignKey('rooms', { name: 'absentees_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'absentees_pkey' })
  roomId: number;

  @ForeignKey(() => User, { name: 'absentees_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'absentees_pkey' })
  userId: number;

  @Column('timestamptz', { name: 'silenced_until', nullable: true })
  silencedUntil: Date | null;

  @Column('timestamptz', { name: 'slow_until', nullable: true })
  slowUntil: Date | null;
}
