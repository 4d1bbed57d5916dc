import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../../people/user.entity.js';

/** Where a person's mail goes; they have one address at most. */
@Entity('mail_addresses')
@Unique('mail_addresses_code_hash_key', ['codeHash'])
@Index('mail_addresses_confirmed', ['addressKey'], { unique: true, where: 'confirmed_at is not null' })
export class MailAddress {
  @ForeignKey(() => User, { name: 'mail_addresses_user_id_fkey' })
  @PrimaryColumn('bigint', { name: 'user_id', primaryKeyConstraintName: 'mail_addresses_pkey' })
  userId: number;

  @Column('text')
  address: string;

  /** By which two addresses are the same. */
  @Column('text', { name: 'address_key' })
  addressKey: string;

  /** When whoever reads the mail there said that it is theirs; null: nothing but the link that asks goes there. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  /** The SHA-256 of the code in that link. */
  @Column('text', { name: 'code_hash', nullable: true })
  codeHash: string | null;

  @Column('timestamptz', { name: 'code_expires_at', nullable: true })
  codeExpiresAt: Date | null;

  /** In which mails are written. */
  @Column('text')
  language: string;

  /** From when on what they missed is mailed; null: they want none of it. */
  @Column('timestamptz', { name: 'mails_since', nullable: true, default: () => 'now()' })
  mailsSince: Date | null;

  /** The newest of their activity of which a mail told. */
  @Column('bigint', { name: 'mailed_up_to', default: 0 })
  mailedUpTo: number;

  /** When one did. */
  @Column('timestamptz', { name: 'mailed_at', nullable: true })
  mailedAt: Date | null;
}
