/** The SQL of people's pictures. */
import { Injectable } from '@nestjs/common';
import { showPicture, takeChange } from '../../people/person-state.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Parts } from '../content.entity.js';
import { bytesOf, letGo, postMade } from '../statements.js';

/** The one that was there goes with the same statement, as every file goes that nobody has any more. */
const set = `
with posted as (${postMade('$2')}),
before as materialized (select file_id from faces where user_id = $1),
kept as (
  insert into faces (user_id, file_id, version) select $1, posted.id, $3 from posted
  on conflict (user_id) do update set file_id = excluded.file_id, version = excluded.version, kept_at = now()
  returning user_id
),
gone as (${letGo('select array_agg(file_id) from before, kept')}),
${takeChange},
shown as (${showPicture('$1', '$3')})
select user_id from kept`;

const remove = `
with removed as (delete from faces where user_id = $1 returning file_id),
gone as (${letGo('select array_agg(file_id) from removed')}),
change as (update people_changes set last = last + 1 where exists (select from removed) returning last),
shown as (${showPicture('$1', 'null')} and exists (select from removed))
select file_id from removed`;

const bytes = `
select found.* from faces face cross join lateral (${bytesOf('face.file_id')}) found
where face.user_id = $1 and face.version = $2`;

@Injectable()
export class FacesRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether the file was there still. */
  async set(userId: number, fileId: number, version: string): Promise<boolean> {
    return (await this.statements.query(set, [userId, fileId, version])).length > 0;
  }

  /** Whether there was one. */
  async remove(userId: number): Promise<boolean> {
    return (await this.statements.query(remove, [userId])).length > 0;
  }

  async bytes(userId: number, version: string): Promise<{ sha256: Buffer; parts: Parts } | null> {
    const [row] = await this.statements.query<{ sha256: Buffer; parts: Parts }>(bytes, [userId, version]);
    return row ?? null;
  }
}
