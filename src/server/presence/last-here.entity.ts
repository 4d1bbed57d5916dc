import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** When somebody last came or went. While they are here it says since when: all that a crash of the machine leaves. */
@Entity('last_here')
export class LastHere {
  @ForeignKey(() => User, { name: 'last_here_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'last_here_pkey' })
  userId: number;

  @Column('timestamptz')
  at: Date;

  /** The last time that they were away for long: from then to then. */
  @Column('timestamptz', { name: 'away_from', nullable: true })
  awayFrom: Date | null;

  @Column('timestamptz', { name: 'back_at', nullable: true })
  backAt: Date | null;
}
