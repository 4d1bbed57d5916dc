import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { RoomOrder } from '../../../shared/sidebar.js';
import { User } from '../../people/user.entity.js';

/** How somebody keeps their list of rooms; no row: as everybody does. */
@Entity('sidebars')
@Check('sidebars_sort_check', `sort in ('activity', 'name', 'hand')`)
export class Sidebar {
  @ForeignKey(() => User, { name: 'sidebars_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'sidebars_pkey' })
  userId: number;

  @Column('text', { default: 'name' })
  sort: RoomOrder;

  @Column('boolean', { name: 'unread_only', default: false })
  unreadOnly: boolean;

  /** Keys of sections: one of everybody's, or the id of an own one. */
  @Column('text', { array: true, default: '{}' })
  folded: string[];

  /** Counts changes, of its sections and of where rooms stand, too. */
  @Column('bigint', { default: 0 })
  rev: number;
}
