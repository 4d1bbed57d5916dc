/** Whether people can be served: one short word for each thing that it takes. */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { DatabasePulse } from './database-pulse.repository.js';
import { hasRoom } from './disk-room.js';
import { isReadOnly } from './sql-states.js';

export interface Checks {
  /** `unavailable`: does not answer a query in time; `read_only`: takes no writes, as a server that is not the first one. */
  database: 'ok' | 'read_only' | 'unavailable';
  /** `pending`: the database lacks some; `unknown`: it does not say. */
  migrations: 'ok' | 'pending' | 'unknown';
  /** `elsewhere`: the database is not ours to look after. */
  disk: 'ok' | 'full' | 'unknown' | 'elsewhere';
}

/** Milliseconds. Supervisors ask every few seconds and give up soon: the answer is there within 2 s. */
const patience = 1_800;

@Injectable()
export class Readiness {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly database: DatabasePulse,
  ) {}

  async check(): Promise<Checks> {
    const [pending, disk] = await Promise.all([
      inTime(this.pendingMigrations(), undefined),
      this.checkDisk(),
    ]);
    if (typeof pending !== 'number')
      return { database: pending ?? 'unavailable', migrations: 'unknown', disk };
    return { database: 'ok', migrations: pending === 0 ? 'ok' : 'pending', disk };
  }

  private async pendingMigrations(): Promise<number | 'read_only'> {
    try {
      return await this.database.pendingMigrations();
    } catch (error) {
      if (isReadOnly(error)) return 'read_only';
      throw error;
    }
  }

  private async checkDisk(): Promise<Checks['disk']> {
    const { databaseFolder } = this.config;
    if (databaseFolder === undefined) return 'elsewhere';
    const room = await inTime(hasRoom(databaseFolder), undefined);
    return room === undefined ? 'unknown' : room ? 'ok' : 'full';
  }
}

/** What `asking` resolves with; `otherwise` when it fails or takes too long. */
async function inTime<Result, Otherwise>(
  asking: Promise<Result>,
  otherwise: Otherwise,
): Promise<Result | Otherwise> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Otherwise>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patience);
  });
  return Promise.race([asking.catch(() => otherwise), tooLate]).finally(() => clearTimeout(timer));
}

/** Nothing that people need is missing. */
export function isReady({ database, migrations, disk }: Checks): boolean {
  return database === 'ok' && migrations === 'ok' && (disk === 'ok' || disk === 'elsewhere');
}
