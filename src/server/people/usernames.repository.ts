/** The SQL of names: that each is one person's, also those that they had, and that none passes for another one's. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import { changedAs, takeChange } from './person-state.js';
import { User } from './user.entity.js';
import { lockKeys } from '../platform/postgres/lock-keys.js';

export interface NewName {
  username: string;
  usernameKey: string;
  skeleton: string;
}

/** Somebody has a name for which the new one could be taken. */
export interface Lookalike {
  looksLike: string;
}

/** `often`: they had as many names as one may have in that time. */
export type Renamed = { from: string } | 'taken' | 'often' | 'unchanged' | null | Lookalike;

interface Limit {
  times: number;
  days: number;
}

/**
 * The person of a key (an SQL expression), as their id: whoever is called so, else whoever was. Each looked up by its index, and the
 * second only where the first finds nobody.
 */
export const personCalled = (key: string): string => `(
  select users.id from users where users.username_key = ${key}
  union all
  select kept_usernames.user_id from kept_usernames where kept_usernames.username_key = ${key} limit 1)`;

/** The names that somebody (an SQL expression of their id) had before, as keys; null where they had none. */
export const formerNamesOf = (person: string): string =>
  `(select array_agg(username_key) from kept_usernames where kept_usernames.user_id = ${person})`;

/** Rows of user_id and keys: those who left the newest names. */
export const renamedLately = `select newest.user_id, array_agg(newest.username_key) as keys from (
    select user_id, username_key from kept_usernames order by kept_at desc limit 2000
  ) newest group by newest.user_id`;

/**
 * Why somebody (null: somebody new) may not be called so. Of two names that look alike and come at the same moment, on any node, the
 * second one sees the first.
 */
export async function obstacleTo(
  transaction: EntityManager,
  { usernameKey, skeleton }: NewName,
  userId: number | null,
): Promise<'taken' | Lookalike | null> {
  await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [lockKeys.lookalikes, skeleton]);
  const [found]: { taken: boolean; looks_like: string | null }[] = await transaction.query(
    `select exists (select from users where username_key = $1 and id is distinct from $3)
         or exists (select from kept_usernames where username_key = $1 and user_id is distinct from $3) as taken,
       coalesce(
         (select username from users where skeleton = $2 and id is distinct from $3 order by id limit 1),
         (select username from users where id = (
           select user_id from kept_usernames where skeleton = $2 and user_id is distinct from $3 limit 1))) as looks_like`,
    [usernameKey, skeleton, userId],
  );
  if (found!.taken) return 'taken';
  return found!.looks_like === null ? null : { looksLike: found!.looks_like };
}

@Injectable()
export class UsernamesRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Null where there is nobody. Sessions and all else stay as they are. */
  async rename(userId: number, name: NewName, limit: Limit | null): Promise<Renamed> {
    try {
      return await this.dataSource.transaction((transaction) => rename(transaction, userId, name, limit));
    } catch (error) {
      // One name in two spellings that do not look alike: Ilya, ilya.
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }
}

async function rename(
  transaction: EntityManager,
  userId: number,
  name: NewName,
  limit: Limit | null,
): Promise<Renamed> {
  const before = await transaction.findOne(User, {
    where: { id: userId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!before) return null;
  if (before.username === name.username) return 'unchanged';
  if (limit && (await countSince(transaction, userId, limit.days)) >= limit.times) return 'often';
  const obstacle = await obstacleTo(transaction, name, userId);
  if (obstacle) return obstacle;
  await transaction.query(
    `insert into kept_usernames (username_key, skeleton, user_id) values ($1, $2, $3)
     on conflict (username_key) do update set kept_at = now()`,
    [before.usernameKey, before.skeleton, userId],
  );
  await transaction.query(
    `with ${takeChange}
     update users set ${changedAs}, username = $2, username_key = $3, skeleton = $4 where id = $1`,
    [userId, name.username, name.usernameKey, name.skeleton],
  );
  return { from: before.username };
}

async function countSince(transaction: EntityManager, userId: number, days: number): Promise<number> {
  const [row]: { count: number }[] = await transaction.query(
    `select count(*)::int as count from kept_usernames where user_id = $1 and kept_at > now() - make_interval(days => $2)`,
    [userId, days],
  );
  return row!.count;
}
