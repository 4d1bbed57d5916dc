import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import type { InvitedRole } from '../../../shared/invitations.js';
import { User } from '../../people/user.entity.js';

/** A link by which people come to the server and into rooms. */
@Entity('invitations')
@Unique('invitations_hash_key', ['hash'])
@Check('invitations_role_check', `role in ('member', 'guest')`)
@Check('invitations_uses_check', 'max_uses is null or uses <= max_uses')
@Index('invitations_made_by', ['madeBy'])
export class Invitation {
  @MadeId('invitations_pkey')
  id: number;

  /** The SHA-256 of the code in the link. */
  @Column('text')
  hash: string;

  /** What whoever registers by it is. */
  @Column('text')
  role: InvitedRole;

  @ForeignKey(() => User, { name: 'invitations_made_by_fkey' })
  @Column('bigint', { name: 'made_by' })
  madeBy: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** Null: it has no end. */
  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  /** Null: as many as come. */
  @Column('integer', { name: 'max_uses', nullable: true })
  maxUses: number | null;

  @Column('integer', { default: 0 })
  uses: number;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}
