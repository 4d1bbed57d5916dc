import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../people/user.entity.js';
import { Invitation } from './invitation.entity.js';

/** Who came by an invitation. */
@Entity('invitation_uses')
@Index('invitation_uses_user_id', ['userId'])
export class InvitationUse {
  @ForeignKey(() => Invitation, { name: 'invitation_uses_invitation_id_fkey' })
  @PrimaryColumn('bigint', { name: 'invitation_id', primaryKeyConstraintName: 'invitation_uses_pkey' })
  invitationId: number;

  @ForeignKey(() => User, { name: 'invitation_uses_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'invitation_uses_pkey' })
  userId: number;

  @Column('timestamptz', { name: 'used_at', default: () => 'now()' })
  usedAt: Date;

  /** They had no account before. */
  @Column('boolean')
  registered: boolean;
}
