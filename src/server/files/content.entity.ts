import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileView } from '../../shared/files.js';

/** One thing that the storage keeps of a content. Without a `full` one the sent bytes are it, under that name. */
export type Parts = Partial<Record<'full' | 'page' | 'thumb', { type: string; bytes: number }>>;

/** What the view of each file with this content says, beside whose file it is. */
export type ContentFacts = Omit<FileView, 'id' | 'name' | 'alt' | 'waveform'>;

/** The bytes of files, once for the same ones, whoever sends them. */
@Entity('contents')
export class Content {
  /** Of the bytes as they were sent; in hex it begins the names of the objects. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'contents_pkey' })
  sha256: Buffer;

  /** Bytes that were sent. */
  @Column('bigint')
  size: number;

  /** Bytes of all its objects. */
  @Column('bigint')
  kept: number;

  @Column('jsonb')
  facts: ContentFacts;

  @Column('jsonb')
  parts: Parts;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
