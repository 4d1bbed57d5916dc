import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How far a move has come, in this order:
 * `announced`: everybody reads from both places and writes to the source, until all nodes do;
 * `copying`: everybody writes to the target, and reads from both;
 * `emptying`: everything is at the target, and nobody asks the source any more, which is emptied;
 * `moved`: nobody touches the source any more, which is empty unless it could no longer be emptied;
 * `confirmed`: a server was started whose FILES_URL says where files are.
 */
export type MoveStage = 'announced' | 'copying' | 'emptying' | 'moved' | 'confirmed';

/** Where files go to, or have gone to: one row, the same for all nodes. */
@Entity('storage_moves')
@Check('storage_moves_is_only_check', 'is_only')
@Check('storage_moves_stage_check', `stage in ('announced', 'copying', 'emptying', 'moved', 'confirmed')`)
export class StorageMove {
  @PrimaryColumn('boolean', {
    name: 'is_only',
    default: true,
    primaryKeyConstraintName: 'storage_moves_pkey',
  })
  isOnly: boolean;

  /** The address of where files were, as FILES_URL gives it, sealed: it holds a secret. */
  @Column('bytea')
  source: Buffer;

  /** Of where they go, sealed, too. */
  @Column('bytea')
  target: Buffer;

  /** The target without its secret, as people are told of it. */
  @Column('text', { name: 'target_place' })
  targetPlace: string;

  @Column('text', { default: 'announced' })
  stage: MoveStage;

  /** The key of an object that is at the target alone: whoever does not find it there looks at another place. */
  @Column('text')
  probe: string;

  /** Of a node that cannot use the target: a sentence. */
  @Column('text', { nullable: true })
  objection: string | null;

  /** Nodes that have found the probe at the target. */
  @Column('uuid', { array: true, default: '{}' })
  agreed: string[];

  @Column('timestamptz', { name: 'begun_at', default: () => 'now()' })
  begunAt: Date;
}
