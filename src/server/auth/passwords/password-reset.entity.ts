import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../../people/user.entity.js';

/** A one-time link; a person has one at most. */
@Entity('password_resets')
@Unique('password_resets_hash_key', ['hash'])
export class PasswordReset {
  @ForeignKey(() => User, { name: 'password_resets_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'password_resets_pkey' })
  userId: number;

  /** The SHA-256 of the code in the link. */
  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
