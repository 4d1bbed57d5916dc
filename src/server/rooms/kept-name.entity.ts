import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Room } from './room.entity.js';

/** A name that a room had, by its canonical key: of several rooms the one that had it last. */
@Entity('kept_names')
@Index('kept_names_room', ['roomId'])
export class KeptName {
  @PrimaryColumn('text', { name: 'name_key', primaryKeyConstraintName: 'kept_names_pkey' })
  nameKey: string;

  @ForeignKey(() => Room, { name: 'kept_names_room_id_fkey' })
  @Column('bigint', { name: 'room_id' })
  roomId: number;

  @Column('timestamptz', { name: 'kept_at', default: () => 'now()' })
  keptAt: Date;
}
