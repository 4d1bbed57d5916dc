import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that counts changes of how people are shown; see person-state.ts. */
@Entity('people_changes')
@Check('people_changes_check', 'id')
export class PeopleChanges {
  @PrimaryColumn('boolean', { default: true, primaryKeyConstraintName: 'people_changes_pkey' })
  id: boolean;

  @Column('bigint')
  last: number;
}
