import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import { User } from '../../people/user.entity.js';
import { Room } from '../../rooms/room.entity.js';

/** A message that somebody saved for themselves. */
@Entity('saved')
@Unique('saved_once', ['userId', 'messageId'])
@Index('saved_user', ['userId', 'id'])
@Index('saved_reminders', ['userId', 'remindAt'], { where: 'remind_at is not null' })
// By its second condition no question for one person's can be answered by this index, from end to end.
@Index('saved_due', ['remindAt'], { where: 'remind_at is not null and user_id > 0' })
@Index('saved_calls', ['callAt'], { where: 'call_at is not null' })
export class Saved {
  @MadeId('saved_pkey')
  id: number;

  @ForeignKey(() => User, { name: 'saved_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('bigint', { name: 'message_id' })
  messageId: number;

  @ForeignKey(() => Room, { name: 'saved_room_id_fkey', onDelete: 'CASCADE' })
  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('text', { default: '' })
  note: string;

  @Column('timestamptz', { name: 'saved_at', default: () => 'now()' })
  savedAt: Date;

  /** When they want to be reminded; null once they were. */
  @Column('timestamptz', { name: 'remind_at', nullable: true })
  remindAt: Date | null;

  @Column('timestamptz', { name: 'reminded_at', nullable: true })
  remindedAt: Date | null;

  /** Since when their devices are to be called for it; null once they were. */
  @Column('timestamptz', { name: 'call_at', nullable: true })
  callAt: Date | null;
}
