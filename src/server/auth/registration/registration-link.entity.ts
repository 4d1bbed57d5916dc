import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the code in the registration link is made of, beside the server's secret: one row, the same for all nodes. */
@Entity('registration_link')
@Check('registration_link_is_only_check', 'is_only')
export class RegistrationLink {
  @PrimaryColumn('boolean', {
    name: 'is_only',
    default: true,
    primaryKeyConstraintName: 'registration_link_pkey',
  })
  isOnly: boolean;

  @Column('text')
  salt: string;

  @Column('timestamptz', { name: 'renewed_at', default: () => 'now()' })
  renewedAt: Date;
}
