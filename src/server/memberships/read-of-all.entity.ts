import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../people/user.entity.js';

/** Where somebody's marks were before they marked all their rooms as read, the last time. */
@Entity('reads_of_all')
export class ReadOfAll {
  @ForeignKey(() => User, { name: 'reads_of_all_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'reads_of_all_pkey' })
  userId: number;

  /** Of each room that moved: its id, the seq before, and the one after. */
  @Column('jsonb')
  marks: [roomId: number, before: number, after: number][];

  @Column('timestamptz', { name: 'made_at', default: () => 'now()' })
  madeAt: Date;
}
