import { Injectable } from '@nestjs/common';
import type { Role } from '../../../shared/people.js';
import { lastActOf } from '../../audit/audit.repository.js';
import { selectUsers, type UserFilter } from '../../people/user-search.js';
import { userColumns, type UserRow } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface UserDetailsRow extends UserRow {
  role: Role;
  createdAt: Date;
  disabledSince: Date | null;
  disabledReason: string;
  disabledUntil: Date | null;
  lastSeenAt: Date | null;
}

/**
 * Each subquery is one look into an index, and taken for the rows of the page only; the order of those who have sessions is
 * what the other indexes over living ones have not.
 */
const details = `${userColumns('u')}, u.role, u.created_at as "createdAt", u.deactivated_at as "disabledSince",
  u.deactivated_reason as "disabledReason", u.deactivated_until as "disabledUntil",
  greatest(
    (select max(s.touched_at) from (
      select * from sessions where ended_at is null and user_id >= u.id and user_id <= u.id order by user_id) s),
    (select max(t.last_used_at) from api_tokens t where t.user_id = u.id),
    ${lastActOf('u.id')}
  ) as "lastSeenAt"`;

/** The SQL of accounts as administrators see them: people, and when they were last there. */
@Injectable()
export class AccountDetailsRepository {
  constructor(private readonly statements: Statements) {}

  /** In the order in which they came, those after an id. */
  list(filter: UserFilter, after: number, limit: number): Promise<UserDetailsRow[]> {
    return this.statements.query<UserDetailsRow & Record<string, unknown>>(
      ...selectUsers(details, filter, after, limit),
    );
  }

  async find(id: number): Promise<UserDetailsRow | null> {
    const [row] = await this.statements.query<UserDetailsRow & Record<string, unknown>>(
      `select ${details} from users u where u.id = $1 and u.erased_at is null`,
      [id],
    );
    return row ?? null;
  }
}
