/** When people were last here. What a node that dies leaves behind is written by the sweep of presence.repository.ts. */
import { Injectable } from '@nestjs/common';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';

/** For an insert of (user_id, at): another node may have written a later moment. */
export const unlessLater = 'on conflict (user_id) do update set at = greatest(last_here.at, excluded.at)';

/** For so long somebody has to be gone to have been away, and so long after they came back they are told of it. */
const longAbsence = `interval '1 hour'`;
const toldFor = `interval '12 hours'`;

/**
 * Whoever comes after long was away. While they are here the moment is that of their coming: not whoever is on another node,
 * be it one that has just died, whose rows the sweep has not come to.
 */
const isBack = `excluded.user_id = any($2::bigint[]) and last_here.at < now() - ${longAbsence} and (
  select true from presence elsewhere
  where elsewhere.user_id = excluded.user_id and elsewhere.node_id <> $3 limit 1) is null`;

@Injectable()
export class LastHereRepository {
  constructor(private readonly statements: Statements) {}

  /** These people have come to a node, or gone, just now; in one order, so that two nodes cannot wait for each other. Whoever was erased as they went is forgotten. */
  async note(nodeId: string, arrived: number[], gone: number[]): Promise<void> {
    await this.statements.query(
      `insert into last_here (user_id, at)
       select u.id, now() from unnest($1::bigint[]) given(id)
       cross join lateral (select id from users where users.id = given.id and users.erased_at is null limit 1) u
       order by u.id ${unlessLater},
         away_from = case when ${isBack} then last_here.at else last_here.away_from end,
         back_at = case when ${isBack} then excluded.at else last_here.back_at end`,
      [numberArray([...new Set([...arrived, ...gone])]), numberArray(arrived), nodeId],
    );
  }

  /**
   * Since when somebody is away, or was before they came back; null where that is not long, or long ago. Whoever reads a page
   * before they are here has been away until now.
   */
  async awaySince(userId: number, isHere: boolean): Promise<Date | null> {
    const [row] = await this.statements.query<{ since: Date | null }>(
      `select case when not $2 and at < now() - ${longAbsence} then at
         when back_at > now() - ${toldFor} then away_from end as since
       from last_here where user_id = $1`,
      [userId, isHere],
    );
    return row?.since ?? null;
  }

  /** They know. Whoever says so is here, whether or not they have a socket. */
  async forgetAbsence(userId: number, isHere: boolean): Promise<void> {
    await this.statements.query(
      `update last_here set away_from = null, back_at = null, at = case when $2 then at else now() end
       where user_id = $1`,
      [userId, isHere],
    );
  }

  /** User id → when; whoever never came is missing. */
  async of(userIds: number[]): Promise<Map<number, string>> {
    const rows = await this.statements.query<{ user_id: number; at: Date }>(
      'select user_id, at from last_here where user_id = any($1::bigint[])',
      [numberArray(userIds)],
    );
    return new Map(rows.map(({ user_id, at }) => [user_id, at.toISOString()]));
  }
}
