import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';
import { Room } from '../rooms/room.entity.js';

/** A person's notice of a room: one at most, which waits until it is due, and stands on their devices once it is sent. */
@Entity('notices')
@Index('notices_due', ['dueAt'], { where: 'due_at is not null' })
@Index('notices_sent', ['sentAt'], { where: 'sent_at is not null' })
export class Notice {
  @ForeignKey(() => User, { name: 'notices_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'notices_pkey' })
  userId: number;

  @ForeignKey(() => Room, { name: 'notices_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'notices_pkey' })
  roomId: number;

  /** The newest message that it tells of. */
  @Column('bigint', { name: 'message_id' })
  messageId: number;

  @Column('bigint')
  seq: number;

  /** How many it tells of. */
  @Column('integer', { default: 1 })
  messages: number;

  /** One of them is meant for the person; else they are told because they want to hear of all. */
  @Column('boolean', { name: 'is_meant' })
  isMeant: boolean;

  /** Null: nothing is to be sent. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** When it was last sent: since then it stands on the person's devices. */
  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;
}
