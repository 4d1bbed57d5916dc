/** The SQL of what is wanted of a storage, for those who look at all of it. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Statements } from '../../platform/postgres/statements.js';
import { lockContent } from '../keeping/contents.repository.js';

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

@Injectable()
export class WantedRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Objects of all contents; undefined where there are too many to be counted in time. */
  async count(): Promise<number | undefined> {
    try {
      const [row] = await this.statements.query<{ objects: number }>(
        'select coalesce(sum((select count(*) from jsonb_object_keys(parts))), 0)::bigint as objects from contents',
      );
      return row!.objects;
    } catch {
      return undefined;
    }
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

  /** Does `work` unless the object is wanted: while it is at work, nobody comes to want it. Whether it did. */
  unlessWanted(key: string, work: () => Promise<void>): Promise<boolean> {
    const [hash, part] = key.split('/');
    const sha256 = Buffer.from(hash!, 'hex');
    return this.dataSource.transaction(async (manager) => {
      await manager.query(lockContent, [sha256]);
      const [{ wanted }] = await manager.query<[{ wanted: boolean }]>(wantedOne, [sha256, part]);
      if (wanted) return false;
      await work();
      return true;
    });
  }
}
