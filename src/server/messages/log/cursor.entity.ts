import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Room } from '../../rooms/room.entity.js';

/** How far a subscriber of the feed that must not miss anything has come in a room. */
@Entity('cursors')
export class Cursor {
  /** Its name. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'cursors_pkey' })
  subscriber: string;

  @ForeignKey(() => Room, { name: 'cursors_room_id_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'room_id', primaryKeyConstraintName: 'cursors_pkey' })
  roomId: number;

  @Column('bigint')
  rev: number;

  /** That of the newest message by then: what comes after it is new, and all else a change of something old. */
  @Column('bigint', { default: 0 })
  seq: number;
}
