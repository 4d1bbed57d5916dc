import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { Room } from '../../rooms/room.entity.js';

/** Somebody who follows a thread, or wants to hear no more of it, and how far they have read it. */
@Entity('thread_follows')
@Index('thread_follows_user', ['userId', 'roomId'])
export class ThreadFollow {
  /** The id of the message that the thread begins with. */
  @PrimaryColumn('bigint', { name: 'thread_id', primaryKeyConstraintName: 'thread_follows_pkey' })
  threadId: number;

  @ForeignKey(() => User, { name: 'thread_follows_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'thread_follows_pkey' })
  userId: number;

  @ForeignKey(() => Room, { name: 'thread_follows_room_id_fkey', onDelete: 'CASCADE' })
  @Column('bigint', { name: 'room_id' })
  roomId: number;

  /** False: they have said that they do not. */
  @Column('boolean')
  following: boolean;

  @Column('bigint', { name: 'last_read_seq', default: 0 })
  lastReadSeq: number;
}
