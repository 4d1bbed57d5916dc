/**
 * The SQL of contents. Bytes are kept once, and gone when nobody has them any more, while others send the same ones: whoever is about
 * to keep some says so in the row of their file first, and whoever removes some holds a lock of that content from the look at those
 * rows until they are removed.
 */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { FileKind } from '../../../shared/files.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { ContentFacts, Parts } from '../content.entity.js';

export interface Arriving {
  id: number;
  uploader_id: number;
  name: string;
  size: number;
  is_voice: boolean;
}

export interface KnownContent {
  facts: ContentFacts;
  parts: Parts;
}

/** Seconds after which a node that looks at a file and does not say so any more is taken to be gone. */
const givenUpAfter = 20;

/** Of what has come and nobody looks at. */
const claim = `
update files set looked_at = clock_timestamp() where id = any(array(
  select id from files where state = 'looking' and not is_preview and gone_at is null and ($1::bigint is null or id = $1)
    and (looked_at is null or looked_at < clock_timestamp() - interval '${givenUpAfter} seconds')
  order by id limit $2 for no key update skip locked
)) returning id, uploader_id, name, size, is_voice`;

const lock = (sha256: string): string =>
  `select pg_advisory_xact_lock(hashtextextended(encode(${sha256}, 'hex'), 0))`;

export const lockContent = lock('$1');

/** `$2` under a lock that waits for whoever removes that content. */
const mark = `
with locked as materialized (${lock('$2')})
update files set sha256 = $2 from locked where files.id = $1 and files.state = 'looking'`;

const keep = `
with content as (
  insert into contents (sha256, size, kept, facts, parts) values ($2, $3, $4, $5, $6)
  on conflict (sha256) do update set kept = excluded.kept, facts = excluded.facts, parts = excluded.parts
)
update files set state = 'ready', kind = $7, name = $8, facts = coalesce(facts, '{}') || $9, looked_at = null
where id = $1 and state = 'looking' and gone_at is null returning id`;

/** To be removed. What a node is at work on waits until that is done: it may be keeping bytes just now. */
const isGone = `gone_at is not null and (state <> 'looking' or looked_at is null
  or looked_at < clock_timestamp() - interval '${givenUpAfter} seconds')`;

/** The oldest of it, but for `$1`. */
const nextGone = `
select id from files where ${isGone} and id <> all($1::bigint[]) order by gone_at limit 1`;

const lockGone = `select sha256 from files where id = $1 and ${isGone} for update skip locked`;

const isElsewhere = `
select true as yes from files where sha256 = $1 and gone_at is null limit 1`;

/** Milliseconds. A session that is idle in its transaction for 5 s is ended, and its lock with it; others wait 3 s for one. */
const lockIsSureFor = 2_500;

interface Removal {
  isWanted: () => Promise<boolean>;
  /** Sends nothing any more once the signal is aborted: whoever has the lock then may be keeping the same bytes anew. */
  remove: (signal: AbortSignal) => Promise<void>;
}

/** Within a transaction: removes a content, or objects of it, while nobody comes to want it. False where somebody does. */
export async function removeUnlessWanted(
  manager: EntityManager,
  sha256: Buffer,
  { isWanted, remove }: Removal,
): Promise<boolean> {
  await manager.query(lockContent, [sha256]);
  if (await isWanted()) return false;
  await remove(AbortSignal.timeout(lockIsSureFor));
  return true;
}

@Injectable()
export class ContentsRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Files that have come and that this node looks at from now on: one by its id, or any. */
  claim(id: number | null, most: number): Promise<Arriving[]> {
    return this.statements.query<Arriving & Record<string, unknown>>(claim, [id, most]);
  }

  /** It is there, and nobody gave it up. */
  async isWanted(id: number): Promise<boolean> {
    const rows = await this.statements.query('select from files where id = $1 and gone_at is null', [id]);
    return rows.length > 0;
  }

  /** Says that this node is still at work on them. */
  async stillLooking(ids: number[]): Promise<void> {
    await this.statements.query(
      'update files set looked_at = clock_timestamp() where id = any($1::bigint[])',
      [ids],
    );
  }

  /** From now on nobody removes this content. */
  async mark(id: number, sha256: Buffer): Promise<void> {
    await this.statements.query(mark, [id, sha256]);
  }

  async find(sha256: Buffer): Promise<KnownContent | null> {
    const [row] = await this.statements.query<KnownContent & Record<string, unknown>>(
      'select facts, parts from contents where sha256 = $1',
      [sha256],
    );
    return row ?? null;
  }

  /** The file is there, unless it was given up meanwhile: then it waits to be removed. */
  async keep(
    id: number,
    { sha256, size, kept, facts, parts }: KnownContent & { sha256: Buffer; size: number; kept: number },
    { kind, name, view }: { kind: FileKind; name: string; view: ContentFacts },
  ): Promise<void> {
    const values = [id, sha256, size, kept, facts, parts, kind, name, view];
    const isThere = (await this.statements.query(keep, values)).length > 0;
    if (!isThere) await this.letGo(id);
  }

  /** It is not taken, and waits for its uploader to hear why. */
  async refuse(id: number, refusal: string): Promise<void> {
    await this.statements.query(
      `update files set state = 'refused', refusal = $2, sha256 = null, looked_at = null
       where id = $1 and state = 'looking'`,
      [id, refusal],
    );
  }

  /** The file that is to be removed next, but for these; null without one. */
  async nextGone(but: number[]): Promise<number | null> {
    const [row] = await this.statements.query<{ id: number }>(nextGone, [but]);
    return row?.id ?? null;
  }

  /** Removes a file that is gone: `remove` for its bytes, where no other file has them. False when somebody else is at it. */
  removeGone(id: number, remove: (sha256: Buffer, signal: AbortSignal) => Promise<void>): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [gone] = await manager.query<{ sha256: Buffer | null }[]>(lockGone, [id]);
      if (!gone) return false;
      const { sha256 } = gone;
      if (sha256) {
        const isWanted = async () => (await manager.query<unknown[]>(isElsewhere, [sha256])).length > 0;
        const work = { isWanted, remove: (signal: AbortSignal) => remove(sha256, signal) };
        if (await removeUnlessWanted(manager, sha256, work))
          await manager.query('delete from contents where sha256 = $1', [sha256]);
      }
      await manager.query('delete from files where id = $1', [id]);
      return true;
    });
  }

  /**
   * What nobody sent for a day goes, refused or not; so does what began to come and never did. The condition stands again on the row
   * that is locked: a message that was written meanwhile has its files.
   */
  async letGoOfUnsent(): Promise<void> {
    await this.statements.query(
      `update files set gone_at = clock_timestamp(), looked_at = null where id = any(array(
         select id from files where posted_at is null and created_at < clock_timestamp() - interval '1 day' and gone_at is null
         order by created_at limit 1000))
         and posted_at is null and gone_at is null`,
    );
  }

  /** What came with a form is looked at by nobody else: where its server was killed, it goes long after any look has ended. */
  async letGoOfBroken(): Promise<void> {
    await this.statements.query(
      `update files set gone_at = clock_timestamp(), looked_at = null
       where state = 'looking' and looked_at = 'infinity' and created_at < clock_timestamp() - interval '1 hour' and gone_at is null`,
    );
  }

  /** Nobody is at work on it any more. */
  private async letGo(id: number): Promise<void> {
    await this.statements.query('update files set looked_at = null where id = $1', [id]);
  }
}
