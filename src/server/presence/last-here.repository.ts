/** When people were last here. What a node that dies leaves behind is written by the sweep of presence.repository.ts. */
import { Injectable } from '@nestjs/common';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';

/** For an insert of (user_id, at): another node may have written a later moment. */
export const unlessLater = 'on conflict (user_id) do update set at = greatest(last_here.at, excluded.at)';

@Injectable()
export class LastHereRepository {
  constructor(private readonly statements: Statements) {}

  /** These people have come or gone just now; in one order, so that two nodes cannot wait for each other. */
  async note(userIds: number[]): Promise<void> {
    await this.statements.query(
      `insert into last_here (user_id, at)
       select u.id, now() from unnest($1::bigint[]) given(id)
       cross join lateral (select id from users where users.id = given.id limit 1) u
       order by u.id ${unlessLater}`,
      [numberArray([...new Set(userIds)])],
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
