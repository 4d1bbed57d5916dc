import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Found } from './reading/found.js';

/** What a link leads to, once for all messages that have it. */
@Entity('previews')
@Index('previews_expired', ['expiresAt'])
export class Preview {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'previews_pkey' })
  url: string;

  /** Null where there is nothing to show, or nobody answers. */
  @Column('jsonb', { nullable: true })
  found: Found | null;

  @Column('timestamptz', { name: 'fetched_at', default: () => 'now()' })
  fetchedAt: Date;

  /** From then on it is looked at anew. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
