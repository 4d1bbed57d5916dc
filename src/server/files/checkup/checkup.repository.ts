/** The SQL that compares the tables of files with each other and with what is kept. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Statements } from '../../platform/postgres/statements.js';
import type { Parts } from '../content.entity.js';
import { removeUnlessWanted } from '../keeping/contents.repository.js';
import { isWanted } from '../moving/wanted.repository.js';
import { inStretch, stretch, throughAll } from './stretches.js';
import { whose, type Whose } from './whose.js';

export interface ContentRow {
  sha256: Buffer;
  parts: Parts;
}

interface UnusedRow {
  last: Buffer | null;
  found: string[];
}

export type FileRow = Whose & { id: number };

/** Rows. */
const pageSize = 200;

/** Before all others. */
const first = Buffer.alloc(0);

const unwanted = `
select given.key from unnest($1::text[]) given(key)
where not ${isWanted(`decode(split_part(given.key, '/', 1), 'hex')`, `split_part(given.key, '/', 2)`)}`;

const contents = `select sha256, parts from contents where sha256 > $1 order by sha256 limit ${pageSize}`;

/** Of a stretch of contents those without a file, in hex; `last` is where it ends, null where there is none. */
const unused = `
with looked as materialized (
  select sha256, created_at from contents where sha256 > $1 order by sha256 limit ${stretch}
)
select (select sha256 from looked order by sha256 desc limit 1) as last, array(
  select encode(sha256, 'hex') from looked
  where created_at < clock_timestamp() - interval '1 hour'
    and (select true from files where files.sha256 = looked.sha256 limit 1) is null
  order by sha256
) as found`;

const holders = `select f.id, ${whose('f')} from files f where f.sha256 = $1 and f.id > $2 and f.gone_at is null order by f.id limit ${pageSize}`;

const withoutContent = `
select f.id, ${whose('f')} from files f
where ${inStretch('f')} and f.state = 'ready' and f.gone_at is null
  and (select true from contents where contents.sha256 = f.sha256) is null
order by f.id`;

const unsent = `
select f.id, ${whose('f')} from files f
where ${inStretch('f')} and f.posted_at is null and f.gone_at is null and f.created_at < clock_timestamp() - interval '25 hours'
order by f.id`;

const underWay = `
select id::text as id from files where id = any($1::bigint[]) and (state <> 'ready' or created_at > clock_timestamp() - interval '1 hour')`;

@Injectable()
export class CheckupRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Of these keys, those that nobody wants. */
  async unwanted(keys: string[]): Promise<string[]> {
    return (await this.query<{ key: string }>(unwanted, [keys])).map(({ key }) => key);
  }

  contentsAfter(last: ContentRow | null): Promise<ContentRow[]> {
    return this.query(contents, [last?.sha256 ?? first]);
  }

  /** Contents that no file has, by their SHA-256. */
  async *unused(): AsyncIterable<Buffer> {
    for (let after: Buffer | null = first; after;) {
      const rows: UnusedRow[] = await this.query<UnusedRow>(unused, [after]);
      const { last, found } = rows[0]!;
      for (const hash of found) yield Buffer.from(hash, 'hex');
      after = last;
    }
  }

  holdersAfter(sha256: Buffer, last: FileRow | null): Promise<FileRow[]> {
    return this.query(holders, [sha256, last?.id ?? 0]);
  }

  /** Files that are ready, and of which there is no content. */
  withoutContent(): AsyncIterable<FileRow[]> {
    return throughAll(this.statements, 'files', withoutContent);
  }

  /** What nobody sent for more than a day. */
  unsent(): AsyncIterable<FileRow[]> {
    return throughAll(this.statements, 'files', unsent);
  }

  /** Of these uploads, those that somebody waits for. */
  async underWay(ids: string[]): Promise<Set<string>> {
    const rows = await this.query<{ id: string }>(underWay, [ids]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Files that were let go more than an hour ago. */
  async notRemoved(): Promise<number> {
    const [row] = await this.query<{ count: number }>(
      `select count(*) as count from files where gone_at < clock_timestamp() - interval '1 hour'`,
      [],
    );
    return row!.count;
  }

  /** Of a file that nothing shows at this moment. */
  async letGoUnsent(id: number): Promise<void> {
    await this.query(
      'update files set gone_at = clock_timestamp() where id = $1 and posted_at is null and gone_at is null',
      [id],
    );
  }

  async letGo(id: number): Promise<void> {
    await this.query('update files set gone_at = clock_timestamp() where id = $1 and gone_at is null', [id]);
  }

  /** Removes a content that no file has, its objects by `remove`, which heeds its signal: nobody can come to want it meanwhile. */
  removeUnused(sha256: Buffer, remove: (signal: AbortSignal) => Promise<void>): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const isWanted = async () =>
        (await manager.query<unknown[]>('select from files where sha256 = $1 limit 1', [sha256])).length > 0;
      if (await removeUnlessWanted(manager, sha256, { isWanted, remove }))
        await manager.query('delete from contents where sha256 = $1', [sha256]);
    });
  }

  private query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return this.statements.query<Row & Record<string, unknown>>(text, values);
  }
}
