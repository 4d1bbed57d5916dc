import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import type { Scope } from '../../../shared/tokens.js';
import { User } from '../../people/user.entity.js';

@Entity('api_tokens')
@Unique('api_tokens_hash_key', ['hash'])
@Check('api_tokens_scope_check', `scope in ('read', 'write', 'admin')`)
@Index('api_tokens_user', ['userId', 'id'])
@Index('api_tokens_revoked', ['revokedAt'], { where: 'revoked_at is not null' })
@Index('api_tokens_expiry', ['expiresAt'], { where: 'revoked_at is null' })
export class ApiToken {
  @MadeId('api_tokens_pkey')
  id: number;

  @ForeignKey(() => User, { name: 'api_tokens_user_id_fkey' })
  @Column('bigint', { name: 'user_id' })
  userId: number;

  @Column('text')
  name: string;

  @Column('text')
  scope: Scope;

  /** The SHA-256 of the token, which is shown once and kept nowhere. */
  @Column('text')
  hash: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** To the minute. */
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
