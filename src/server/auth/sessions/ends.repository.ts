import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { EndReason } from './session.entity.js';

/** A session (or what stands for an API token, see `tokenSession`) or a whole person whose sockets must be closed. */
export type End = { reason: EndReason } & (
  { session: string; userId: null } | { session: null; userId: number }
);

/**
 * The times are those at which transactions began, so one that took long appears late: hence the overlap of 10 s. Written
 * out in each branch, as PostgreSQL then knows while it plans that an index is worth it.
 */
const recently = `> coalesce($1::timestamptz, now()) - interval '10 seconds'`;

export const endedSince = `
select now() as now, ended.* from (select 1) one left join (
  select id as session, null::bigint as "userId", end_reason as reason from sessions where ended_at ${recently}
  union all
  select 'token-' || id, null, 'token_revoked' from api_tokens where revoked_at ${recently}
  union all
  select 'token-' || id, null, 'expired' from api_tokens
  where revoked_at is null and expires_at ${recently} and expires_at <= now()
  union all
  select null, id, 'disabled' from users where deactivated_at ${recently}
) ended on true`;

/** What nodes and the command line tell each other through the database about sockets that must be closed. */
@Injectable()
export class EndsRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Since `since` (the `now` of an earlier answer; at first null), on the database's clock. */
  async since(since: Date | null): Promise<{ now: Date; ended: End[] }> {
    const rows: ({ now: Date } & (End | { reason: null }))[] = await this.dataSource.query(endedSince, [
      since,
    ]);
    const ended = rows.filter((row): row is { now: Date } & End => row.reason !== null);
    return { now: rows[0]!.now, ended };
  }
}
