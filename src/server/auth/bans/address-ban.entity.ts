import { Column, Entity, JoinColumn, ManyToOne } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import { User } from '../../people/user.entity.js';

/** A network from which nobody gets in. */
@Entity('address_bans')
export class AddressBan {
  @MadeId('address_bans_pkey')
  id: number;

  /** With its length, also a single address: `192.0.2.7/32`. */
  @Column('cidr')
  network: string;

  @Column('text')
  reason: string;

  @Column('bigint', { name: 'created_by' })
  createdBy: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'address_bans_created_by_fkey' })
  creator?: User;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'ends_at', nullable: true })
  endsAt: Date | null;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt: Date | null;
}
