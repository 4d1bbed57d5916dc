import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { MadeId } from '../platform/postgres/made-id.js';
import type { WritableBy } from '../../shared/contact.js';
import type { Level, Role, RoomsOpen } from '../../shared/people.js';

@Entity('users')
@Unique('users_username_key_key', ['usernameKey'])
@Check('users_role_check', `role in ('member', 'admin', 'moderator', 'guest', 'bot')`)
@Check('users_rooms_open_check', `rooms_open in ('stopped', 'end')`)
@Check('users_level_check', `level in ('all', 'mentions', 'nothing')`)
@Check('users_writable_by_check', `writable_by in ('everybody', 'rooms', 'nobody')`)
@Check('users_check', 'deactivated_until is null or deactivated_at is not null')
@Index('users_skeleton', ['skeleton'])
@Index('users_shown', { synchronize: false })
@Index('users_changed_as', ['changedAs'], { where: 'changed_as is not null' })
@Index('users_status_until', ['statusUntil'], { where: 'status_until is not null' })
@Index('users_deactivated_until', ['deactivatedUntil'], { where: 'deactivated_until is not null' })
@Index('users_deactivated_at', ['deactivatedAt'], { where: 'deactivated_at is not null' })
export class User {
  @MadeId('users_pkey')
  id: number;

  @Column('text')
  username: string;

  @Column('text', { name: 'username_key' })
  usernameKey: string;

  /** What the name looks like: two who have the same could pass for each other. */
  @Column('text', { default: '' })
  skeleton: string;

  /** What they are shown as; null for whoever is shown by their username. */
  @Column('text', { name: 'display_name', nullable: true })
  displayName: string | null;

  /** The version of their picture; null without one. */
  @Column('text', { nullable: true })
  picture: string | null;

  /** Or a line about their role. */
  @Column('text', { default: '' })
  pronouns: string;

  /** Null where others do not see their time. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone: string | null;

  @Column('text', { name: 'status_emoji', nullable: true })
  statusEmoji: string | null;

  @Column('text', { name: 'status_text', default: '' })
  statusText: string;

  @Column('timestamptz', { name: 'status_until', nullable: true })
  statusUntil: Date | null;

  /** The number of the latest change of how they are shown (person-state.ts); null for whoever never changed it. */
  @Column('bigint', { name: 'changed_as', nullable: true })
  changedAs: number | null;

  /** Not there on a row that was loaded, unless it was asked for by name: it is auth's alone. */
  @Column('text', { name: 'password_hash', select: false })
  passwordHash?: string;

  @Column('text', { default: 'member' })
  role: Role;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'deactivated_at', nullable: true })
  deactivatedAt: Date | null;

  @Column('text', { name: 'deactivated_reason', default: '' })
  deactivatedReason: string;

  /** When the account comes back by itself. */
  @Column('timestamptz', { name: 'deactivated_until', nullable: true })
  deactivatedUntil: Date | null;

  /** When the person was erased: the row stays, and tells of nobody. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt: Date | null;

  /** Where a room with unread messages opens. */
  @Column('text', { name: 'rooms_open', default: 'stopped' })
  roomsOpen: RoomsOpen;

  /** Of what they are told in rooms where they have not said otherwise; null: as the server does. */
  @Column('text', { nullable: true })
  level: Level | null;

  /** Who may begin to write to them privately. */
  @Column('text', { name: 'writable_by', default: 'everybody' })
  writableBy: WritableBy;
}

export type NewUser = Pick<User, 'username' | 'usernameKey' | 'skeleton' | 'role'> & { passwordHash: string };
