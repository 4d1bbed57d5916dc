/** Who is an administrator now, as SQL and as services ask it. */
import { commandLine } from '../audit/audit-log.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';

/**
 * Whether a row of `users` (its alias in the statement) is an administrator who may act. A role alone does not do: a
 * disabled account keeps the one it had.
 */
export const isAdministrator = (user: string): string =>
  `(${user}.role = 'admin' and ${user}.deactivated_at is null)`;

/** The same of somebody given by an SQL expression of their id, looked up where the statement comes to it. */
export const isAdministratorNow = (person: string): string =>
  `((select ${isAdministrator('acting')} from users acting where acting.id = ${person}) is true)`;

/** An administrator, or the command line. */
export type Manager = SignedInUser | typeof commandLine;

/** As they were when they signed in or asked; what takes an administrator away asks the database again. */
export function requireAdministrator(actor: Manager): void {
  if (actor === commandLine || ('role' in actor && actor.role === 'admin')) return;
  throw administratorsOnly();
}
