import type { Role } from '../../shared/people.js';
import type { PersonView } from '../../shared/presence.js';

export interface PersonRow {
  id: number;
  username: string;
  role: Role;
  disabled: boolean;
  /** When they were last here. */
  at: Date | null;
}

/** The columns of a PersonRow, of a person `u`. */
export const personColumns = `u.id, u.username, u.role, u.deactivated_at is not null as disabled,
  (select at from last_here where user_id = u.id) as at`;

export const personOf = ({ id, username, role, disabled, at }: PersonRow, online: boolean): PersonView => ({
  ...{ id, username, role, online, disabled },
  lastHereAt: at?.toISOString() ?? null,
});
