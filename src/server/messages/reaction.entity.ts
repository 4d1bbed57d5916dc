import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';
import { Message } from './message.entity.js';

@Entity('reactions')
@Index('reactions_first', ['messageId', 'emoji', 'createdAt', 'userId'])
export class Reaction {
  @ForeignKey(() => Message, { name: 'reactions_message_id_fkey' })
  @PrimaryColumn('bigint', { name: 'message_id', primaryKeyConstraintName: 'reactions_pkey' })
  messageId: number;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'reactions_pkey' })
  emoji: string;

  @ForeignKey(() => User, { name: 'reactions_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'reactions_pkey' })
  userId: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'clock_timestamp()' })
  createdAt: Date;
}
