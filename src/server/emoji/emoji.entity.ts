import { Column, Entity, ForeignKey, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import { User } from '../people/user.entity.js';

/** An emoji of the server's own. */
@Entity('emoji')
@Unique('emoji_name_key', ['name'])
export class Emoji {
  @MadeId('emoji_pkey')
  id: number;

  /** Without the colons; no emoji of Unicode is called so. */
  @Column('text')
  name: string;

  /** Its picture, which goes with it. */
  @Column('bigint', { name: 'file_id' })
  fileId: number;

  /** Pixels. */
  @Column('smallint')
  width: number;

  @Column('smallint')
  height: number;

  @Column('boolean')
  moves: boolean;

  @ForeignKey(() => User, { name: 'emoji_created_by_fkey' })
  @Column('bigint', { name: 'created_by' })
  createdBy: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
