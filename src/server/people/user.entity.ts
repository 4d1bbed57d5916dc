import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../../shared/people.js';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  username: string;

  @Column('text', { name: 'username_key' })
  usernameKey: string;

  @Column('text', { name: 'password_hash', select: false })
  passwordHash: string;

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
}
