import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A running server process. Its presence counts only while its lease runs. Unlogged, too. */
@Entity('nodes')
export class Node {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'nodes_pkey' })
  id: string;

  @Column('timestamptz', { name: 'lease_until' })
  leaseUntil: Date;
}
