/** What the audit log speaks of. */
import { z } from 'zod';

export const auditActions = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'account_created',
  'password_changed',
  'password_reset_offered',
  'role_changed',
  'account_disabled',
  'account_enabled',
  'sessions_ended',
  'address_banned',
  'address_ban_lifted',
  'token_made',
  'token_revoked',
  'room_created',
  'room_changed',
  'room_archived',
  'room_restored',
  'member_added',
  'member_removed',
  'private_room_opened',
  'message_removed',
  'messages_removed',
] as const;
export type AuditAction = (typeof auditActions)[number];
export const auditAction = z.enum(auditActions, 'There is no such action in the audit log.');

export const auditSubjectTypes = ['user', 'room', 'message', 'token', 'address'] as const;
export type AuditSubjectType = (typeof auditSubjectTypes)[number];

/** What was acted upon. An address has no id, only a name. */
export interface AuditSubject {
  type: AuditSubjectType;
  id: number | null;
  name: string;
}

/** Small facts about an act: the new role, the reason of a ban. Never a secret, never a message's text. */
export type AuditDetails = Record<string, string | number | boolean | null>;

export interface AuditEntryView {
  id: number;
  at: string;
  /** Null for somebody who was not signed in, and for the command line. */
  actor: { id: number; username: string } | null;
  /** Network address; empty for the command line. */
  address: string;
  action: AuditAction;
  subject: AuditSubject | null;
  details: AuditDetails;
}
