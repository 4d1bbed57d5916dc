/** The SQL of who is in a room and keeps it, each statement in the transaction of a change that holds the room locked. */
import { Injectable } from '@nestjs/common';
import { userColumns, type UserRow } from '../people/user-view.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { countRightsUp, insertMembers } from './statements.js';
import { rememberGone, timesToKeep } from './absentees.js';
import { isBanned } from './bans.js';
import { mayKeep } from './rights.js';
import { membersOf } from './who-is-in.js';

interface EndedRow extends UserRow {
  keeper: boolean;
}

const members = membersOf('$1', 'm');

/** Whoever has been in the room for longest, and may act; a guest or a program only where there is nobody else. */
const oldest = `
  select m.user_id from memberships m
  cross join lateral (select deactivated_at, role from users where users.id = m.user_id limit 1) u
  where ${members.condition} and u.deactivated_at is null order by u.role in ('guest', 'bot'), m.joined_at, m.user_id limit 1`;

const anyKeeper = `(select true from memberships m where ${members.condition} and m.keeper order by ${members.order} limit 1)`;

@Injectable()
export class KeepersRepository {
  /** Those of them who were not in it before; nobody who is banned from it. */
  async add(transaction: Transaction, roomId: number, userIds: number[]): Promise<number[]> {
    const rows = await transaction.query<{ user_id: number }[]>(
      `with room as (select id, last_seq, rev from rooms where id = $1) ${insertMembers('room', '$2')}`,
      [roomId, userIds],
    );
    return rows.map(({ user_id }) => user_id);
  }

  async banned(transaction: Transaction, roomId: number, userIds: number[]): Promise<number[]> {
    const rows = await transaction.query<{ id: number }[]>(
      `select given.id from unnest($2::bigint[]) given(id) where ${isBanned('$1', 'given.id')}`,
      [roomId, userIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Whoever comes in, writes or changes the room waits until the transaction ends. */
  hold(transaction: Transaction, roomId: number): Promise<unknown> {
    return transaction.query('select from rooms where id = $1 for update', [roomId]);
  }

  /** How many the room has once these are in it, too. */
  async countWith(transaction: Transaction, roomId: number, userIds: number[]): Promise<number> {
    const [row] = await transaction.query<[{ count: number }]>(
      `select count(distinct user_id)::int as count from (
         select m.user_id from memberships m where ${members.condition} union all select unnest($2::bigint[])
       ) counted`,
      [roomId, userIds],
    );
    return row.count;
  }

  /** Ends a membership; null when there was none. */
  async end(transaction: Transaction, roomId: number, userId: number): Promise<EndedRow | null> {
    const [ended] = await transaction.query<EndedRow[]>(
      `with gone as (
         delete from memberships where room_id = $1 and user_id = $2 returning room_id, user_id, keeper, ${timesToKeep}
       ), ${rememberGone}
       select ${userColumns('u')}, gone.keeper from gone cross join lateral (select * from users where users.id = gone.user_id limit 1) u`,
      [roomId, userId],
    );
    await this.countUp(transaction, roomId);
    return ended ?? null;
  }

  /** Whether they are a keeper now and were none, or the other way round; null for somebody who is no member, or cannot act, or only visits. */
  async keep(
    transaction: Transaction,
    roomId: number,
    userId: number,
    keeper: boolean,
  ): Promise<(UserRow & { changed: boolean }) | null> {
    const [rows] = await transaction.query<[(UserRow & { changed: boolean })[], number]>(
      `update memberships m set keeper = $3, keeper_since = case when $3 then coalesce(m.keeper_since, now()) end
       from users u, memberships old
       where m.room_id = $1 and m.user_id = $2 and u.id = m.user_id and (not $3 or ${mayKeep('u')})
         and old.room_id = $1 and old.user_id = $2
       returning ${userColumns('u')}, old.keeper <> m.keeper as changed`,
      [roomId, userId, keeper],
    );
    await this.countUp(transaction, roomId);
    return rows[0] ?? null;
  }

  async isKept(transaction: Transaction, roomId: number): Promise<boolean> {
    const [found] = await transaction.query<{ kept: boolean | null }[]>(`select ${anyKeeper} as kept`, [
      roomId,
    ]);
    return found!.kept === true;
  }

  /** Where nobody keeps the room, whoever has been in it for longest does from now on, and is answered with. */
  async handOn(transaction: Transaction, roomId: number): Promise<UserRow | null> {
    const [rows] = await transaction.query<[UserRow[], number]>(
      `update memberships x set keeper = true, keeper_since = now() from users u
       where x.room_id = $1 and x.user_id = (${oldest}) and ${anyKeeper} is null and u.id = x.user_id
       returning ${userColumns('u')}`,
      [roomId],
    );
    return rows[0] ?? null;
  }

  /** Keepers write where others may not: who may post has changed, see the append statement of the room log. */
  private countUp(transaction: Transaction, roomId: number): Promise<unknown> {
    return transaction.query(`update rooms set ${countRightsUp()} where id = $1`, [roomId]);
  }
}
