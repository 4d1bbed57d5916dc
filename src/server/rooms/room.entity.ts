import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { Access, Posting } from '../../shared/rooms.js';
import { User } from '../people/user.entity.js';

/** The row is hot: half of each page is free, so that its counters change without touching an index (fillfactor 50). */
@Entity('rooms')
@Unique('rooms_name_key_key', ['nameKey'])
@Unique('rooms_direct_key_key', ['directKey'])
@Check('rooms_access_check', `access in ('public', 'private', 'admins', 'direct', 'group', 'deleted')`)
@Check('rooms_posting_check', `posting in ('everyone', 'admins')`)
@Check(
  'rooms_check',
  `(access = 'direct') = (direct_key is not null) and (access in ('direct', 'group', 'deleted')) = (name_key is null)`,
)
@Index('rooms_made', ['createdBy', 'createdAt'])
@Index('rooms_open', ['activeHour', 'id'], {
  where: `archived_at is null and access in ('public', 'admins')`,
})
@Check('rooms_check1', '(name is null) = (name_key is null)')
export class Room {
  @MadeId('rooms_pkey')
  id: number;

  /** Null for a direct room, a group, and a room that is deleted. */
  @Column('text', { nullable: true })
  name: string | null;

  @Column('text', { name: 'name_key', nullable: true })
  nameKey: string | null;

  /** The two people of a direct room. */
  @Column('text', { name: 'direct_key', nullable: true })
  directKey: string | null;

  @Column('text', { default: '' })
  topic: string;

  /** `deleted`: nobody's any more; what is left of it is being removed. */
  @Column('text', { default: 'public' })
  access: Access | 'deleted';

  @Column('text', { default: 'everyone' })
  posting: Posting;

  /** Seconds between two messages of one person; 0: as fast as they like. */
  @Column('integer', { name: 'slow_seconds', default: 0 })
  slowSeconds: number;

  @Column('bigint', { name: 'last_seq', default: 0 })
  lastSeq: number;

  @Column('bigint', { default: 0 })
  rev: number;

  /** Counts changes of who may post; see the room log. */
  @Column('bigint', { default: 0 })
  rights: number;

  @Column('timestamptz', { name: 'last_message_at', nullable: true })
  lastMessageAt: Date | null;

  /** The hour of the newest message since 1970: the order of the lobby, in an index that is touched once an hour and room. */
  @Column('integer', { name: 'active_hour', default: 0 })
  activeHour: number;

  /** Null for those made before this was kept. */
  @ForeignKey(() => User, { name: 'rooms_created_by_fkey' })
  @Column('bigint', { name: 'created_by', nullable: true })
  createdBy: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt: Date | null;
}
