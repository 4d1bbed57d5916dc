import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** Nothing that the one does calls the other. */
@Entity('ignored')
@Check('ignored_check', 'user_id <> ignored_id')
export class Ignored {
  @ForeignKey(() => User, { name: 'ignored_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'ignored_pkey' })
  userId: number;

  @ForeignKey(() => User, { name: 'ignored_ignored_id_fkey' })
  @PrimaryColumn('bigint', { name: 'ignored_id', primaryKeyConstraintName: 'ignored_pkey' })
  ignoredId: number;

  @Column('timestamptz', { default: () => 'now()' })
  since: Date;
}
