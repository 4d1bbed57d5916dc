import type { AuditSubject } from '../../shared/audit.js';
import type { UserView } from '../../shared/people.js';

/** A person whom the audit log tells of. */
export const userSubject = ({ id, username }: UserView): AuditSubject => ({
  type: 'user',
  id,
  name: username,
});
