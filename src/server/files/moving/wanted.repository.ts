/** The SQL of what is wanted of a storage, for those who look at all of it. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Statements } from '../../platform/postgres/statements.js';
import { stretch } from '../checkup/stretches.js';
import { removeUnlessWanted } from '../keeping/contents.repository.js';

/** Uploads that began before, and may still come to where they began; a day later they are given up. None of them is posted. */
const underWay = `
select count(*) as count from files where posted_at is null and state in ('arriving', 'looking')
  and created_at < $1 and created_at > clock_timestamp() - interval '26 hours'`;

/** Whether a part of a content (both SQL expressions) is anybody's, or about to be; also that by which nodes know a new place. */
export const isWanted = (sha256: string, part: string): string => `coalesce(
  (select true from storage_moves where probe = encode(${sha256}, 'hex') || '/' || ${part}),
  (select true from files where files.sha256 = ${sha256} and gone_at is null and state = 'looking' limit 1),
  (select parts ? ${part} from contents where contents.sha256 = ${sha256}),
  (select true from files where files.sha256 = ${sha256} and gone_at is null limit 1), false)`;

const wantedOne = `select ${isWanted('$1::bytea', '$2::text')} as wanted`;

/** Of a stretch of contents; `last` is where it ends, null where there is none. All at once take longer than the pool gives a statement. */
const count = `
with looked as materialized (select sha256, parts from contents where sha256 > $1 order by sha256 limit ${stretch})
select (select sha256 from looked order by sha256 desc limit 1) as last,
  (select coalesce(sum((select count(*) from jsonb_object_keys(parts))), 0)::bigint from looked) as objects`;

interface Counted extends Record<string, unknown> {
  last: Buffer | null;
  objects: number;
}

@Injectable()
export class WantedRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** How many objects all contents have. */
  async objects(): Promise<number> {
    let objects = 0;
    for (let after: Buffer | null = Buffer.alloc(0); after;) {
      const rows: Counted[] = await this.statements.query<Counted>(count, [after]);
      objects += rows[0]!.objects;
      after = rows[0]!.last;
    }
    return objects;
  }

  /** On the database's clock. */
  async now(): Promise<Date> {
    const [row] = await this.statements.query<{ now: Date }>('select clock_timestamp() as now');
    return row!.now;
  }

  async underWay(begunBefore: Date): Promise<number> {
    const [row] = await this.statements.query<{ count: number }>(underWay, [begunBefore]);
    return row!.count;
  }

  /** Removes an object unless it is wanted: meanwhile nobody comes to want it. Whether it did; `remove` heeds its signal. */
  unlessWanted(key: string, remove: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const [hash, part] = key.split('/');
    const sha256 = Buffer.from(hash!, 'hex');
    return this.dataSource.transaction((manager) => {
      const isWanted = async () =>
        (await manager.query<[{ wanted: boolean }]>(wantedOne, [sha256, part]))[0].wanted;
      return removeUnlessWanted(manager, sha256, { isWanted, remove });
    });
  }
}
