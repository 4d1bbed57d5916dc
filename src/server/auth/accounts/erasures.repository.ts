/** The SQL of accounts that are erased: what is left of them, and what is still to do. */
import { Injectable } from '@nestjs/common';
import type { ErasedMessages } from '../../../shared/erasing.js';
import { erasedName } from '../../../shared/rules/erased-name.js';
import { changedAs, takeChange } from '../../people/person-state.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';

export interface ClaimedErasure {
  userId: number;
  messages: ErasedMessages;
}

/** Longer than a slice of the work takes: a node that lives renews its claim after each. */
const claimed = `now() + interval '30 seconds'`;

@Injectable()
export class ErasuresRepository {
  constructor(private readonly statements: Statements) {}

  /**
   * The account is nobody's from now on: no name, no password, no role. Its name is free: the key of another account's. False where
   * there is none, or none any more. Sessions keep their rows for a day, by which other nodes know that they ended, but not from where they were.
   */
  async begin(userId: number, messages: ErasedMessages, transaction: Transaction): Promise<boolean> {
    const rows: unknown[] = await transaction.query(
      `with ${takeChange}, erased as (
         update users u set ${changedAs}, username = '~' || id, username_key = '~' || id, skeleton = '', display_name = $3, picture = null,
           pronouns = '', time_zone = null, status_emoji = null, status_text = '', status_until = null, writable_by = default,
           password_hash = '', role = 'member', level = null, rooms_open = default, erased_at = now(),
           deactivated_at = coalesce(deactivated_at, now()), deactivated_reason = '', deactivated_until = null
         where id = $1 and erased_at is null returning id
       ), sessions_of as (
         update sessions set user_agent = '', address = '' from erased where user_id = erased.id
       ), revoked as (
         delete from password_resets using erased where user_id = erased.id or created_by = erased.id
       ), asked as (
         insert into erasures (user_id, messages) select id, $2 from erased
       ) select id from erased`,
      [userId, messages, erasedName],
    );
    return rows.length > 0;
  }

  /** One that no other node is at work on, the oldest first. */
  async claim(): Promise<ClaimedErasure | null> {
    const [row] = await this.statements.query<ClaimedErasure & Record<string, unknown>>(
      `update erasures set claimed_until = ${claimed} where user_id = (
         select user_id from erasures where claimed_until <= now() order by asked_at limit 1 for update skip locked
       ) returning user_id as "userId", messages`,
    );
    return row ?? null;
  }

  async renew(userId: number): Promise<void> {
    await this.statements.query(`update erasures set claimed_until = ${claimed} where user_id = $1`, [
      userId,
    ]);
  }

  async finish(userId: number): Promise<void> {
    await this.statements.query('delete from erasures where user_id = $1', [userId]);
  }
}
