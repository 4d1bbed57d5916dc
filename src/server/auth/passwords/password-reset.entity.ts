import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { User } from '../../people/user.entity.js';

/** A one-time link; a person has one at most. */
@Entity('password_resets')
export class PasswordReset {
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'password_resets_pkey' })
  userId: number;

  @OneToOne(() => User)
  @JoinColumn({ name: 'user_id', foreignKeyConstraintName: 'password_resets_user_id_fkey' })
  user?: User;

  /** The SHA-256 of the code in the link. */
  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
