import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { File } from '../file.entity.js';

/** The picture of a person. */
@Entity('faces')
export class Face {
  @ForeignKey(() => User, { name: 'faces_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'faces_pkey' })
  userId: number;

  @ForeignKey(() => File, { name: 'faces_file_id_fkey' })
  @Column('bigint', { name: 'file_id' })
  fileId: number;

  /** As `users.picture` says it. */
  @Column('text')
  version: string;

  @Column('timestamptz', { name: 'kept_at', default: () => 'now()' })
  keptAt: Date;
}
