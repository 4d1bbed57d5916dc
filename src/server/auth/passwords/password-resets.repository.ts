import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { UserView } from '../../../shared/people.js';
import { userJsonOf } from '../../people/user-view.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { isLiveToken } from '../api-tokens/api-tokens.repository.js';
import { type EndedSignIns, OldPasswordRepository } from './old-password.repository.js';
import type { Account } from '../../people/user-subject.js';

/**
 * A link is worth what its maker is: whoever is no administrator any more, by whichever way that was written, has none that
 * works, nor has a token that was revoked. Nobody takes along what the command line has made.
 */
const works = `r.expires_at > now()
  and (r.created_by is null or ${isAdministratorNow('r.created_by')})
  and (r.token_id is null or ${isLiveToken('r.token_id')})`;

export interface PendingReset {
  /** Null for the command line. */
  createdBy: UserView | null;
  createdAt: Date;
  expiresAt: Date;
}

/** The SQL of one-time links. Only the hashes of their codes are kept. */
@Injectable()
export class PasswordResetsRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly statements: Statements,
    private readonly oldPassword: OldPasswordRepository,
  ) {}

  /** Replaces the one that the person had. Answers when it expires. */
  async insert(
    userId: number,
    hash: string,
    by: { id: number | null; tokenId?: number | undefined },
  ): Promise<Date> {
    const [row] = await this.statements.query<{ expiresAt: Date }>(
      `insert into password_resets (user_id, hash, created_by, token_id, expires_at)
       values ($1, $2, $3, $4, now() + interval '24 hours')
       on conflict (user_id) do update set hash = excluded.hash, created_by = excluded.created_by,
         token_id = excluded.token_id, created_at = now(), expires_at = excluded.expires_at
       returning expires_at as "expiresAt"`,
      [userId, hash, by.id, by.tokenId ?? null],
    );
    return row!.expiresAt;
  }

  async findOwner(hash: string): Promise<Account | null> {
    const [row] = await this.statements.query<Account>(
      `select u.id, u.username from password_resets r join users u on u.id = r.user_id
       where r.hash = $1 and ${works}`,
      [hash],
    );
    return row ?? null;
  }

  /** The link that a person could still use. */
  async findPending(userId: number): Promise<PendingReset | null> {
    const [row] = await this.statements.query<PendingReset & Record<string, unknown>>(
      `select ${userJsonOf('r.created_by')} as "createdBy", r.created_at as "createdAt",
         r.expires_at as "expiresAt"
       from password_resets r where r.user_id = $1 and ${works}`,
      [userId],
    );
    return row ?? null;
  }

  /** Whether there was one to revoke. */
  async revoke(userId: number): Promise<boolean> {
    const rows = await this.statements.query(
      `delete from password_resets r where r.user_id = $1 and ${works} returning r.user_id`,
      [userId],
    );
    return rows.length > 0;
  }

  /** Those that somebody made, once they are no administrator: made one again, they do not find them alive. */
  async forgetThoseOf(maker: number, transaction: Transaction): Promise<void> {
    await transaction.query(
      `delete from password_resets r where r.created_by = $1
         and not ${isAdministratorNow('$1')}`,
      [maker],
    );
  }

  /** Uses the code up in the statement that changes the password; null when it was used up before, or works no more. */
  use(hash: string, passwordHash: string): Promise<{ user: Account; ended: EndedSignIns } | null> {
    return this.dataSource.transaction(async (transaction) => {
      // The person before the link, as a change of the password takes them: else the two could wait for each other.
      await transaction.query(
        `select from users u join password_resets r on r.user_id = u.id where r.hash = $1 for no key update of u`,
        [hash],
      );
      const changed: Account[] = await transaction.query(
        `with used as (delete from password_resets r where r.hash = $1 and ${works} returning r.user_id),
           changed as (update users set password_hash = $2 from used where users.id = used.user_id returning id, username)
         select id, username from changed`,
        [hash, passwordHash],
      );
      const [user] = changed;
      if (!user) return null;
      return { user, ended: await this.oldPassword.endAll(user.id, transaction) };
    });
  }
}
