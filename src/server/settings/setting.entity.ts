import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What administrators change while the server runs; a name that is missing has its default. */
@Entity('settings')
export class Setting {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'settings_pkey' })
  name: string;

  @Column('jsonb')
  value: unknown;

  @Column('timestamptz', { name: 'changed_at', default: () => 'now()' })
  changedAt: Date;
}
