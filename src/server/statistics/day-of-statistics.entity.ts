import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What went on in a day that has ended. */
@Entity('statistics')
export class DayOfStatistics {
  /** In UTC. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'statistics_pkey' })
  day: string;

  /** Who wrote something. */
  @Column('integer')
  people: number;

  @Column('integer')
  messages: number;

  /** In which somebody wrote something. */
  @Column('integer')
  rooms: number;

  @Column('integer', { name: 'new_rooms' })
  newRooms: number;

  /** What files took at its end. */
  @Column('bigint', { name: 'file_bytes' })
  fileBytes: number;
}
