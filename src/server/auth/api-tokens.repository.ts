import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';
import type { Scope } from '../../shared/tokens.js';
import type { Role } from '../../shared/people.js';

export interface ApiTokenRow {
  id: number;
  name: string;
  scope: Scope;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}

const columns = `t.id, t.name, t.scope, t.created_at as "createdAt", t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt"`;

const isLive = 't.revoked_at is null and (t.expires_at is null or t.expires_at > now())';

/** Tokens that sign somebody in, with their owners. */
const working = `api_tokens t join users u on u.id = t.user_id and u.deactivated_at is null and ${isLive}`;

/** The SQL of API tokens. Only their hashes are kept. */
@Injectable()
export class ApiTokensRepository {
  constructor(private readonly statements: Statements) {}

  async insert(
    userId: number,
    name: string,
    scope: Scope,
    hash: string,
    expiresInDays: number | null,
  ): Promise<ApiTokenRow> {
    const [row] = await this.statements.query<ApiTokenRow>(
      `insert into api_tokens as t (user_id, name, scope, hash, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning ${columns}`,
      [userId, name, scope, hash, expiresInDays],
    );
    return row!;
  }

  /** A live token with its owner. Its use is noted at most once a minute. */
  async findLive(hash: string): Promise<{
    id: number;
    scope: Scope;
    user: { id: number; username: string; role: Role };
  } | null> {
    const [row] = await this.statements.query<{
      id: number;
      scope: Scope;
      userId: number;
      username: string;
      role: Role;
      touchDue: boolean;
    }>(
      `select t.id, t.scope, u.id as "userId", u.username, u.role,
         coalesce(t.last_used_at < now() - interval '1 minute', true) as "touchDue"
       from ${working} where t.hash = $1`,
      [hash],
    );
    if (!row) return null;
    if (row.touchDue)
      await this.statements.query('update api_tokens set last_used_at = now() where id = $1', [row.id]);
    return {
      id: row.id,
      scope: row.scope,
      user: { id: row.userId, username: row.username, role: row.role },
    };
  }

  async isLive(id: number): Promise<boolean> {
    const rows = await this.statements.query(`select from ${working} where t.id = $1`, [id]);
    return rows.length > 0;
  }

  /** Those that still work, the newest first. */
  list(userId: number): Promise<ApiTokenRow[]> {
    return this.statements.query<ApiTokenRow>(
      `select ${columns} from api_tokens t where t.user_id = $1 and ${isLive} order by t.id desc`,
      [userId],
    );
  }

  /** The name of the token that ended; null when the person has no such token. */
  async revoke(userId: number, id: number): Promise<string | null> {
    const [row] = await this.statements.query<{ name: string }>(
      `update api_tokens set revoked_at = now() where id = $2 and user_id = $1 and revoked_at is null returning name`,
      [userId, id],
    );
    return row?.name ?? null;
  }
}
