/** The only SQL that writes whom people ignore. */
import { Injectable } from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import { Statements } from '../platform/postgres/statements.js';
import { userColumns, type UserRow, userView } from './user-view.js';

/** People whom one person ignores at most. */
const mostIgnored = 500;

@Injectable()
export class IgnoringRepository {
  constructor(private readonly statements: Statements) {}

  /** In the order in which they came to the server. */
  async list(userId: number): Promise<UserView[]> {
    const rows = await this.statements.query<UserRow & Record<string, unknown>>(
      `select ${userColumns('u')} from ignored i
       cross join lateral (select * from users where users.id = i.ignored_id limit 1) u
       where i.user_id = $1 order by i.ignored_id`,
      [userId],
    );
    return rows.map(userView);
  }

  async ids(userId: number): Promise<number[]> {
    const [row] = await this.statements.query<{ ids: number[] }>(
      'select array(select ignored_id from ignored where user_id = $1 order by ignored_id) as ids',
      [userId],
    );
    return row!.ids;
  }

  /** False where they ignore as many as one may. */
  async add(userId: number, otherId: number): Promise<boolean> {
    const [row] = await this.statements.query<{ room: boolean }>(
      `with few as (select count(*) < $3 as room from ignored where user_id = $1 and ignored_id <> $2),
       added as (insert into ignored (user_id, ignored_id) select $1, $2 from few where few.room on conflict do nothing)
       select room from few`,
      [userId, otherId, mostIgnored],
    );
    return row!.room;
  }

  async remove(userId: number, otherId: number): Promise<void> {
    await this.statements.query('delete from ignored where user_id = $1 and ignored_id = $2', [
      userId,
      otherId,
    ]);
  }
}
