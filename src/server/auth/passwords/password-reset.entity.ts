import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { ApiToken } from '../api-tokens/api-token.entity.js';

/** A one-time link; a person has one at most. */
@Entity('password_resets')
@Unique('password_resets_hash_key', ['hash'])
@Index('password_resets_created_by', ['createdBy'])
export class PasswordReset {
  @ForeignKey(() => User, { name: 'password_resets_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'password_resets_pkey' })
  userId: number;

  /** The SHA-256 of the code in the link. */
  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  /** The administrator whose link it is, and who takes it along; null for the command line. */
  @ForeignKey(() => User, { name: 'password_resets_created_by_fkey' })
  @Column('bigint', { name: 'created_by', nullable: true })
  createdBy: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** The API token by which it was made, and which takes it along. */
  @ForeignKey(() => ApiToken, { name: 'password_resets_token_id_fkey' })
  @Column('bigint', { name: 'token_id', nullable: true })
  tokenId: number | null;
}
