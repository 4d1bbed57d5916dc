import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';
import { Room } from '../rooms/room.entity.js';

/** What somebody has begun to write in a room, or in one of its threads. */
@Entity('drafts')
@Index('drafts_version', ['userId', 'version'])
export class KeptDraft {
  @ForeignKey(() => User, { name: 'drafts_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'drafts_pkey' })
  userId: number;

  @ForeignKey(() => Room, { name: 'drafts_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'drafts_pkey' })
  roomId: number;

  /** The id of the message that the thread begins with; 0 for the room itself. */
  @PrimaryColumn('bigint', { name: 'thread_id', default: 0, primaryKeyConstraintName: 'drafts_pkey' })
  threadId: number;

  /** Empty, and answering nothing: it was sent, or dropped. */
  @Column('text')
  text: string;

  /** The id of the message that it answers. */
  @Column('bigint', { name: 'reply_to', nullable: true })
  replyTo: number | null;

  /** Microseconds since 1970, when it was written. */
  @Column('bigint')
  version: number;
}
