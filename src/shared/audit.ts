/** What the audit log speaks of. */
import { z } from 'zod';
import { id, idView, instant, time } from './ids.js';
import { backwards, list } from './lists.js';
import { userView } from './people.js';

export const auditActions = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'account_created',
  'password_changed',
  'password_reset_offered',
  'password_reset_revoked',
  'mail_address_set',
  'mail_address_confirmed',
  'mail_address_removed',
  'registration_link_renewed',
  'role_changed',
  'invitation_made',
  'invitation_revoked',
  'invitation_used',
  'account_disabled',
  'account_enabled',
  'account_erased',
  'sessions_ended',
  'address_banned',
  'address_ban_lifted',
  'token_made',
  'token_revoked',
  'room_created',
  'room_changed',
  'room_archived',
  'room_restored',
  'room_deleted',
  'room_erased',
  'member_added',
  'member_removed',
  'keeper_named',
  'keeper_ended',
  'member_silenced',
  'silence_lifted',
  'room_banned',
  'room_ban_lifted',
  'private_room_opened',
  'message_removed',
  'preview_removed',
  'message_reported',
  'report_opened',
  'report_decided',
  'messages_removed',
  'username_changed',
  'picture_removed',
  'setting_changed',
  'emoji_added',
  'emoji_removed',
] as const;
export type AuditAction = (typeof auditActions)[number];
export const auditAction = z.enum(auditActions, 'There is no such action in the audit log.');

export const auditSubjectTypes = [
  'user',
  'room',
  'message',
  'token',
  'address',
  'emoji',
  'invitation',
] as const;
export type AuditSubjectType = (typeof auditSubjectTypes)[number];

const auditSubject = z.object({
  type: z.enum(auditSubjectTypes),
  id: idView.nullable().describe('an address has none, only a name'),
  name: z.string(),
});
/** What was acted upon. */
export type AuditSubject = z.infer<typeof auditSubject>;

const auditDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Small facts about an act: the new role, the reason of a ban. Never a secret, never a message's text. */
export type AuditDetails = z.infer<typeof auditDetails>;

export const auditEntryView = z
  .object({
    id: idView,
    at: time,
    actor: userView
      .pick({ id: true, username: true })
      .nullable()
      .describe('as they were called then; null: not signed in, or the command line'),
    address: z.string().describe('network address; empty for the command line'),
    action: z.enum(auditActions),
    subject: auditSubject.nullable(),
    details: auditDetails,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof auditEntryView>;

export const auditList = list('entries', auditEntryView).meta({ id: 'AuditList' });

export const auditSearch = z.object({
  actor: id.optional().describe('id of a user'),
  action: auditAction.optional(),
  subjectType: z.enum(auditSubjectTypes, 'There is no such kind of subject in the audit log.').optional(),
  subjectId: id.optional(),
  from: instant.optional(),
  until: instant.optional().describe('this instant not included'),
  ...backwards,
});
