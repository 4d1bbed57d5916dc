import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { SearchSegment } from './search-segment.entity.js';

/** Some of a segment's keys, with the messages that have them: see bucket.ts. */
@Entity('search_rows')
export class SearchRow {
  @ForeignKey(() => SearchSegment, { name: 'search_rows_segment_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'segment_id', primaryKeyConstraintName: 'search_rows_pkey' })
  segmentId: number;

  /** Which keys, see keys.ts. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'search_rows_pkey' })
  place: number;

  @Column('bytea')
  keys: Buffer;
}
