import type { AuditSubject } from '../../shared/audit.js';

/** As much of a person as the audit log keeps: what they were called when it happened. */
export interface Account {
  id: number;
  username: string;
}

/** A person whom the audit log tells of. */
export const userSubject = ({ id, username }: Account): AuditSubject => ({
  type: 'user',
  id,
  name: username,
});
