import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import type { Role, UserView } from '../../../shared/people.js';
import type { Scope } from '../../../shared/tokens.js';
import { userColumns, type UserRow, userView } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { takesWrites, unlessUnavailable } from '../../platform/postgres/unavailable.js';
import { ApiToken } from './api-token.entity.js';

const isLive = 't.revoked_at is null and (t.expires_at is null or t.expires_at > now())';

/** Whether a token, by its id in the statement, still works: for what ends with it. */
export const isLiveToken = (id: string) =>
  `((select ${isLive} from api_tokens t where t.id = ${id}) is true)`;

/** The token of a column's value, if it signs somebody in, with its owner. Found first, then asked whether it lives: see sessions. */
const working = (column: 'id' | 'hash') => `(select * from api_tokens where ${column} = $1 limit 1) t
  cross join lateral (select * from users where users.id = t.user_id limit 1) u
  where u.deactivated_at is null and ${isLive}`;

/** Why there is no token: the owner is not who they were, is no administrator, or has as many as one may have. */
export type Refused = 'changed' | 'no administrator' | 'enough';

interface Conditions {
  expiresInDays: number | undefined;
  atMost: number;
  /** The owner's, if it was asked for: while it stands a token is made. */
  passwordHash: string | undefined;
}

interface LiveRow extends UserRow {
  tokenId: number;
  scope: Scope;
  role: Role;
  touchDue: boolean;
}

/** The SQL of API tokens: that of every request that carries one is prepared. */
@Injectable()
export class ApiTokensRepository {
  constructor(
    @InjectRepository(ApiToken) private readonly tokens: Repository<ApiToken>,
    private readonly statements: Statements,
  ) {}

  /**
   * The owner's row is held meanwhile, so that no two of their tokens are made at once, and none while their password is
   * changed: the count, the role and the password are those that stand when the token is written.
   */
  insert(
    token: Pick<ApiToken, 'userId' | 'name' | 'scope' | 'hash'>,
    { expiresInDays, atMost, passwordHash }: Conditions,
  ): Promise<ApiToken | Refused> {
    return this.tokens.manager.transaction(async (transaction) => {
      const owners: { role: Role; stands: boolean }[] = await transaction.query(
        `select role, deactivated_at is null and ($2::text is null or password_hash = $2) as stands
         from users where id = $1 for no key update`,
        [token.userId, passwordHash ?? null],
      );
      const [owner] = owners;
      if (!owner?.stands) return 'changed';
      if (token.scope === 'admin' && owner.role !== 'admin') return 'no administrator';
      const rows: ApiToken[] = await transaction.query(
        `insert into api_tokens (user_id, name, scope, hash, expires_at)
         select $1, $2, $3, $4, now() + make_interval(days => $5)
         where (select count(*) from api_tokens t where t.user_id = $1 and ${isLive}) < $6
         returning id, user_id as "userId", name, scope, hash, created_at as "createdAt", last_used_at as "lastUsedAt",
           expires_at as "expiresAt", revoked_at as "revokedAt"`,
        [token.userId, token.name, token.scope, token.hash, expiresInDays ?? null, atMost],
      );
      return rows[0] ?? 'enough';
    });
  }

  /** A live token with its owner. Its use is noted at most once a minute. */
  async findLive(hash: string): Promise<{
    id: number;
    scope: Scope;
    user: UserView & { role: Role };
  } | null> {
    const [row] = await this.statements.query<LiveRow & Record<string, unknown>>(
      `select t.id as "tokenId", t.scope, ${userColumns('u')}, u.role,
         coalesce(t.last_used_at < now() - interval '1 minute', true) and ${takesWrites} as "touchDue"
       from ${working('hash')}`,
      [hash],
    );
    if (!row) return null;
    if (row.touchDue)
      await this.statements
        .query('update api_tokens set last_used_at = now() where id = $1', [row.tokenId])
        .catch(unlessUnavailable);
    return { id: row.tokenId, scope: row.scope, user: { ...userView(row), role: row.role } };
  }

  async isLive(id: number): Promise<boolean> {
    const rows = await this.statements.query(`select from ${working('id')}`, [id]);
    return rows.length > 0;
  }

  /** Those that still work, the newest first. */
  list(userId: number): Promise<ApiToken[]> {
    return this.tokens
      .createQueryBuilder('t')
      .where({ userId })
      .andWhere(isLive)
      .orderBy('t.id', 'DESC')
      .getMany();
  }

  /** The name of the token that ended; null when the person has no such token. */
  async revoke(userId: number, id: number): Promise<string | null> {
    const revoked = await this.tokens
      .createQueryBuilder()
      .update()
      .set({ revokedAt: () => 'now()' })
      .where({ id, userId, revokedAt: IsNull() })
      .returning('name')
      .execute();
    return (revoked.raw as { name: string }[])[0]?.name ?? null;
  }
  /** Ends all of a person's that work, in the caller's transaction if there is one; answers their ids. */
  async revokeAllOf(userId: number, transaction: Transaction = this.tokens.manager): Promise<number[]> {
    const rows: { id: number }[] = await transaction.query(
      `with revoked as (
         update api_tokens t set revoked_at = now() where t.user_id = $1 and ${isLive} returning t.id
       ) select id from revoked`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }
}
