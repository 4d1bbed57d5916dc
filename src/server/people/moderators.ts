/** Who is a moderator now, as SQL and as services ask it. Whatever a moderator may, an administrator may. */
import { moderates } from '../../shared/rules/moderates.js';
import { commandLine } from '../audit/audit-log.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Manager } from './administrators.js';

/** Whether a row of `users` (its alias in the statement) may keep the peace; see isAdministrator. */
export const isModerator = (user: string): string =>
  `(${user}.role in ('moderator', 'admin') and ${user}.deactivated_at is null)`;

/** The same of somebody given by an SQL expression of their id, looked up where the statement comes to it. */
export const isModeratorNow = (person: string): string =>
  `((select ${isModerator('acting')} from users acting where acting.id = ${person}) is true)`;

/** As they were when they signed in or asked. */
export function requireModerator(actor: Manager): void {
  if (actor === commandLine || ('role' in actor && moderates(actor.role))) return;
  throw new AppError('forbidden', 'Only moderators may do this.');
}
