import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import { User } from '../../people/user.entity.js';

/** A section of somebody's list of rooms, made by them. */
@Entity('sections')
@Index('sections_user', ['userId', 'place'])
export class Section {
  @MadeId('sections_pkey')
  id: number;

  @ForeignKey(() => User, { name: 'sections_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('text')
  name: string;

  /** Among the person's own. */
  @Column('integer')
  place: number;
}
