import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { MadeId } from '../../platform/postgres/made-id.js';
import { Room } from '../../rooms/room.entity.js';

/** Some messages of a room, whose words are kept in rows. Made of the log, which alone decides what is found. */
@Entity('search_segments')
@Index('search_segments_room', ['roomId', 'id'])
@Index('search_segments_stale', ['staleSince'], { where: 'stale_since is not null' })
export class SearchSegment {
  /** Of two that have a message, the later one knows it as it is. */
  @MadeId('search_segments_pkey')
  id: number;

  @ForeignKey(() => Room, { name: 'search_segments_room_id_fkey', onDelete: 'CASCADE' })
  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('integer')
  messages: number;

  @Column('bigint', { name: 'first_seq' })
  firstSeq: number;

  @Column('bigint', { name: 'last_seq' })
  lastSeq: number;

  /** It has 2^bits rows; one without a key is not there. */
  @Column('smallint')
  bits: number;

  /** Of its messages, see seqs.ts. */
  @Column('bytea')
  seqs: Buffer;

  /** When some of them were written, see times.ts. */
  @Column('bytea')
  times: Buffer;

  /** Since when it has words that were changed or removed: it is made anew before long. */
  @Column('timestamptz', { name: 'stale_since', nullable: true })
  staleSince: Date | null;
}
