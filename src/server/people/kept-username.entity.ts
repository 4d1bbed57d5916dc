import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** A name that somebody had. It stays theirs: nobody else takes it, nor one that looks like it, and it leads to them. */
@Entity('kept_usernames')
@Index('kept_usernames_skeleton', ['skeleton'])
@Index('kept_usernames_user_id', ['userId'])
@Index('kept_usernames_kept_at', ['keptAt'])
export class KeptUsername {
  @PrimaryColumn('text', { name: 'username_key', primaryKeyConstraintName: 'kept_usernames_pkey' })
  usernameKey: string;

  @Column('text')
  skeleton: string;

  @ForeignKey(() => User, { name: 'kept_usernames_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('timestamptz', { name: 'kept_at', default: () => 'now()' })
  keptAt: Date;
}
