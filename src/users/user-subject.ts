import type { AuditSubject } from '../protocol/audit.js';
import type { UserView } from '../protocol/views.js';

/** A person whom the audit log tells of. */
export const userSubject = ({ id, username }: UserView): AuditSubject => ({
  type: 'user',
  id,
  name: username,
});
