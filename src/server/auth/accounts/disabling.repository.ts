import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import type { Account } from '../../people/user-subject.js';

const enabled = `deactivated_at = null, deactivated_reason = '', deactivated_until = null`;

/** The SQL of disabled accounts. A second time, disabling changes the reason and the end. */
@Injectable()
export class DisablingRepository {
  constructor(private readonly statements: Statements) {}

  /** The person, or null when there is none. */
  async disable(
    id: number,
    { reason, until }: { reason: string; until?: Date | undefined },
    transaction: Transaction,
  ): Promise<Account | null> {
    const rows: Account[] = await transaction.query(
      `with changed as (
         update users set deactivated_at = coalesce(deactivated_at, now()), deactivated_reason = $2,
           deactivated_until = $3 where id = $1 and erased_at is null returning id, username
       ) select id, username from changed`,
      [id, reason, until ?? null],
    );
    return rows[0] ?? null;
  }

  /** Whether the account was disabled; null when there is none. */
  async enable(
    id: number,
    transaction: Transaction,
  ): Promise<{ user: Account; wasDisabled: boolean } | null> {
    const rows: (Account & { wasDisabled: boolean })[] = await transaction.query(
      `with before as (select id, deactivated_at is not null as was from users where id = $1 and erased_at is null for update),
         changed as (update users u set ${enabled} from before where u.id = before.id returning u.id, u.username, before.was)
       select id, username, was as "wasDisabled" from changed`,
      [id],
    );
    const [row] = rows;
    return row ? { user: { id: row.id, username: row.username }, wasDisabled: row.wasDisabled } : null;
  }

  /** Enables those whose ban has ended, on the database's clock; each of them is answered once, to one node. */
  enableEnded(): Promise<Account[]> {
    return this.statements.query<Account>(
      `update users set ${enabled} where deactivated_until <= now() returning id, username`,
    );
  }
}
