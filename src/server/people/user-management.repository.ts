import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';
import type { Role, UserView } from '../../shared/people.js';

export interface UserDetailsRow {
  id: number;
  username: string;
  role: Role;
  createdAt: Date;
  disabledSince: Date | null;
  disabledReason: string;
  disabledUntil: Date | null;
  lastSeenAt: Date | null;
}

export interface UserFilter {
  /** Part of the canonical key. */
  key?: string | undefined;
  role?: Role | undefined;
  state?: 'active' | 'disabled' | undefined;
}

/** Each subquery is one look into an index, and taken for the rows of the page only. */
const details = `u.id, u.username, u.role, u.created_at as "createdAt", u.deactivated_at as "disabledSince",
  u.deactivated_reason as "disabledReason", u.deactivated_until as "disabledUntil",
  greatest(
    (select max(s.touched_at) from sessions s where s.user_id = u.id and s.ended_at is null),
    (select max(t.last_used_at) from api_tokens t where t.user_id = u.id),
    (select a.at from audit_log a where a.actor_id = u.id order by a.id desc limit 1)
  ) as "lastSeenAt"`;

/** The SQL of looking for people. */
@Injectable()
export class UserManagementRepository {
  constructor(private readonly statements: Statements) {}

  /** In the order in which they came, those after an id. */
  list(filter: UserFilter, after: number, limit: number): Promise<UserDetailsRow[]> {
    return this.select<UserDetailsRow>(details, filter, after, limit);
  }

  names(filter: UserFilter, after: number, limit: number): Promise<UserView[]> {
    return this.select<UserView>('u.id, u.username', filter, after, limit);
  }

  async find(id: number): Promise<UserDetailsRow | null> {
    const [row] = await this.statements.query<UserDetailsRow>(
      `select ${details} from users u where u.id = $1`,
      [id],
    );
    return row ?? null;
  }

  private select<Row extends UserView>(
    columns: string,
    { key, role, state }: UserFilter,
    after: number,
    limit: number,
  ): Promise<Row[]> {
    const values: unknown[] = [after, limit];
    const conditions = ['u.id > $1'];
    if (key !== undefined) conditions.push(`position($${values.push(key)} in u.username_key) > 0`);
    if (role !== undefined) conditions.push(`u.role = $${values.push(role)}`);
    if (state !== undefined)
      conditions.push(`u.deactivated_at is ${state === 'disabled' ? 'not null' : 'null'}`);
    return this.statements.query<Row>(
      `select ${columns} from users u where ${conditions.join(' and ')} order by u.id limit $2`,
      values,
    );
  }
}
