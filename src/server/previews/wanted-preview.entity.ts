import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A message whose link is still to be looked at. */
@Entity('wanted_previews')
@Index('wanted_previews_host', ['host', 'claimedAt'])
export class WantedPreview {
  @PrimaryColumn('bigint', { name: 'message_id', primaryKeyConstraintName: 'wanted_previews_pkey' })
  messageId: number;

  /** The link as the message has it. */
  @Column('text')
  url: string;

  /** Of each host one is looked at at a time. */
  @Column('text')
  host: string;

  /** Not before then. */
  @Column('timestamptz', { name: 'wanted_at', default: () => 'now()' })
  wantedAt: Date;

  /** When a node said last that it is at it. */
  @Column('timestamptz', { name: 'claimed_at', nullable: true })
  claimedAt: Date | null;

  /** Of each author one is looked at at a time. */
  @Column('bigint', { name: 'author_id', default: 0 })
  authorId: number;

  /** How often a node began. */
  @Column('integer', { default: 0 })
  tries: number;
}
