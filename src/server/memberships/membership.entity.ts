import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Level } from '../../shared/people.js';
import { User } from '../people/user.entity.js';

/** Somebody who has entered a room, and how far they have read. */
@Entity('memberships')
@Check('memberships_level_check', `level in ('all', 'mentions', 'nothing')`)
@Index('memberships_user', ['userId', 'roomId'])
@Index('memberships_section', ['sectionId'], { where: 'section_id is not null' })
export class Membership {
  /** By its table's name, as memberships/ does not know rooms/; hence rooms.module registers both, and commands neither. */
  @ForeignKey('rooms', { name: 'memberships_room_id_fkey' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'memberships_pkey' })
  roomId: number;

  @ForeignKey(() => User, { name: 'memberships_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'memberships_pkey' })
  userId: number;

  @Column('bigint', { name: 'last_read_seq', default: 0 })
  lastReadSeq: number;

  /** The rev of the room when they last moved that mark. */
  @Column('bigint', { name: 'last_read_rev', default: 0 })
  lastReadRev: number;

  /** Of what they are told; null: as in all rooms where they have not said (`levelOf` of who-is-in.ts). */
  @Column('text', { nullable: true })
  level: Level | null;

  /** Null: it is not muted. PostgreSQL's `infinity`: until they turn it on again. */
  @Column('timestamptz', { name: 'muted_until', nullable: true })
  mutedUntil: Date | number | null;

  @Column('boolean', { default: false })
  favourite: boolean;

  /** The section of their own in which they keep it. A favourite stands among the favourites all the same. */
  @ForeignKey('sections', { name: 'memberships_section_id_fkey', onDelete: 'SET NULL' })
  @Column('bigint', { name: 'section_id', nullable: true })
  sectionId: number | null;

  /** Among its neighbours where they sort by hand; null: they never did, and it stands after those with one. */
  @Column('double precision', { nullable: true })
  place: number | null;

  /** They look after the room. */
  @Column('boolean', { default: false })
  keeper: boolean;

  /** Null for keepers of before this was kept, and for whoever is none. */
  @Column('timestamptz', { name: 'keeper_since', nullable: true })
  keeperSince: Date | null;

  /** Until then they write nothing in the room: not by their own choice, as `mutedUntil` is. */
  @Column('timestamptz', { name: 'silenced_until', nullable: true })
  silencedUntil: Date | null;

  /** In a slow room: from when on they may write again. */
  @Column('timestamptz', { name: 'slow_until', nullable: true })
  slowUntil: Date | null;

  @Column('timestamptz', { name: 'joined_at', default: () => 'now()' })
  joinedAt: Date;
}
