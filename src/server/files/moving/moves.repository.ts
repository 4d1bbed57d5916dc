/** The SQL of moves. */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { derivedKey } from '../../platform/access/derived-key.js';
import { seal, unseal } from '../../platform/access/sealed.js';
import { StartError } from '../../platform/errors/start-error.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { Statements } from '../../platform/postgres/statements.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { addressOf, placeOf } from './addresses.js';
import type { MoveStage, StorageMove } from './storage-move.entity.js';
import { lockKeys } from '../../platform/postgres/lock-keys.js';

export interface Move {
  /** Addresses. */
  source: string;
  target: string;
  stage: MoveStage;
  probe: string;
  objection: string | null;
  /** Ids of nodes that can go along. */
  agreed: string[];
}

/** A move of which this process cannot read from where and to where: its sentence says what to do. */
export class SealedMove extends StartError {
  constructor(
    message: string,
    readonly move: Pick<Move, 'stage' | 'probe'>,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

type Addresses = Pick<Move, 'source' | 'target'>;

/** Milliseconds. */
const lookEvery = 1_000;

@Injectable()
export class MovesRepository {
  private readonly key: string;
  private unsealed: { source: Buffer; target: Buffer; addresses: Addresses } | undefined;

  constructor(
    private readonly statements: Statements,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    this.key = derivedKey(config.SESSION_SECRET, 'files');
  }

  /** Throws a SealedMove where it was written down under another SESSION_SECRET. */
  async find(): Promise<Move | null> {
    const [row] = await this.statements.query<StorageMove>(
      `select source, target, target_place as "targetPlace", stage, probe, objection, agreed from storage_moves where is_only`,
    );
    if (!row) return null;
    const { stage, probe, objection, agreed } = row;
    const addresses = this.addressesOf(row);
    return addresses && { ...addresses, stage, probe, objection, agreed };
  }

  /** In the place of whatever move there was. */
  async write({ source, target, stage, probe }: Omit<Move, 'objection' | 'agreed'>): Promise<void> {
    await this.statements.query(
      `insert into storage_moves (source, target, target_place, stage, probe) values ($1, $2, $3, $4, $5)
       on conflict (is_only) do update set source = excluded.source, target = excluded.target,
         target_place = excluded.target_place, stage = excluded.stage, probe = excluded.probe, objection = null,
         agreed = '{}', begun_at = now()`,
      [seal(source, this.key), seal(target, this.key), placeOf(target), stage, probe],
    );
  }

  /** Of this move and no other: a StartError where that is not the one that is written down any more. */
  async reach(stage: MoveStage, probe: string): Promise<void> {
    const reached = await this.statements.query(
      'update storage_moves set stage = $1 where is_only and probe = $2 returning stage',
      [stage, probe],
    );
    if (reached.length === 0) throw anotherMoves();
  }

  /** A server was started that knows by its FILES_URL where files are. */
  async confirm(probe: string): Promise<void> {
    await this.statements.query(
      `update storage_moves set stage = 'confirmed' where is_only and stage = 'moved' and probe = $1`,
      [probe],
    );
  }

  /** This node cannot use the target. */
  async object(probe: string, sentence: string): Promise<void> {
    await this.statements.query(
      'update storage_moves set objection = $2 where is_only and probe = $1 and objection is null',
      [probe, sentence],
    );
  }

  /** This node has found the probe at the target. */
  async agree(probe: string, nodeId: string): Promise<void> {
    await this.statements.query(
      'update storage_moves set agreed = array_append(agreed, $2::uuid) where is_only and probe = $1',
      [probe, nodeId],
    );
  }

  async forget(probe: string): Promise<void> {
    await this.statements.query('delete from storage_moves where is_only and probe = $1', [probe]);
  }

  /**
   * Nobody else moves files meanwhile; whoever is killed lets others in. With the connection the lock is lost: the next one has
   * none, and the signal says that somebody else may have begun.
   */
  async alone(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const connection = new DedicatedConnection(this.config.DATABASE_URL, 'samovar-files-move');
    const lost = new AbortController();
    let stopLooking = () => {};
    try {
      const [row] = await connection.query<{ taken: boolean; process: number }>({
        text: 'select pg_try_advisory_lock($1) as taken, pg_backend_pid() as process',
        values: [lockKeys.movingFiles],
      });
      if (!row?.taken)
        throw new StartError(
          'Files are being moved by another command at this moment: wait until it has ended.',
        );
      const look = async () => {
        const [now] = await connection.query<{ process: number }>({
          text: 'select pg_backend_pid() as process',
        });
        if (now?.process !== row.process)
          lost.abort(new Error('the database ended the connection that keeps others from moving files'));
      };
      stopLooking = pollUnlessBusy(lookEvery, look, () => undefined);
      await work(lost.signal);
    } finally {
      stopLooking();
      await connection.close();
    }
  }

  /** Null where they cannot be read, and need not be: FILES_URL says where files went. Kept, as they are asked for every second. */
  private addressesOf({ source, target, targetPlace, stage, probe }: StorageMove): Addresses | null {
    if (this.unsealed && this.unsealed.source.equals(source) && this.unsealed.target.equals(target))
      return this.unsealed.addresses;
    try {
      const addresses = { source: unseal(source, this.key), target: unseal(target, this.key) };
      this.unsealed = { source, target, addresses };
      return addresses;
    } catch (error) {
      const { FILES_URL, DATA_DIR } = this.config;
      const isOver = stage === 'moved' || stage === 'confirmed';
      if (isOver && placeOf(addressOf(FILES_URL, DATA_DIR)) === targetPlace) return null;
      throw new SealedMove(
        isOver
          ? `Files were moved to ${targetPlace}: set FILES_URL to that address. It was written down under another SESSION_SECRET and cannot be read.`
          : `Files are being moved to ${targetPlace}, and that was written down under another SESSION_SECRET: set that one again, the same on all nodes.`,
        { stage, probe },
        { cause: error },
      );
    }
  }
}

export const anotherMoves = (): StartError =>
  new StartError('Another command has begun to move files since: this one has stopped.');
