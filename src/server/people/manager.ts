import { commandLine } from '../audit/audit-log.js';
import { administratorsOnly } from '../platform/errors/administrators-only.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';

/** An administrator, or the command line. */
export type Manager = SignedInUser | typeof commandLine;

export function requireAdministrator(actor: Manager): void {
  const isAdministrator = actor === commandLine || ('role' in actor && actor.role === 'admin');
  if (!isAdministrator) throw administratorsOnly();
}
