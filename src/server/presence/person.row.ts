import type { Role } from '../../shared/people.js';
import type { PersonView } from '../../shared/presence.js';
import type { StatusView } from '../../shared/profiles.js';
import { statusOf } from '../people/person-state.js';
import { userColumns, type UserRow, userView } from '../people/user-view.js';

export interface PersonRow extends UserRow {
  role: Role;
  disabled: boolean;
  status: StatusView | null;
  /** When they were last here. */
  at: Date | null;
}

/** The columns of a PersonRow, of a person `u`. */
export const personColumns = `${userColumns('u')}, u.role, u.deactivated_at is not null as disabled, ${statusOf('u')} as status,
  (select at from last_here where user_id = u.id) as at`;

export const personOf = (row: PersonRow, online: boolean): PersonView => ({
  ...userView(row),
  ...{ role: row.role, online, disabled: row.disabled, status: row.status },
  lastHereAt: row.at?.toISOString() ?? null,
});
