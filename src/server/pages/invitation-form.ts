/** The form by which an invitation is made, and the page's list of them. */
import type { Request } from 'express';
import { z } from 'zod';
import { invitedRoles, newRoomInvitation, type NewInvitationView } from '../../shared/invitations.js';
import type { RunningConfig } from '../config/config.js';
import { typed } from '../platform/http/forms.js';
import { publicLink } from './admin/public-link.js';
import { qrCode } from './qr-code.js';

const ends = [
  { value: '1', label: 'after a day' },
  { value: '7', label: 'after a week' },
  { value: '30', label: 'after 30 days' },
  { value: '', label: 'never' },
];
const numbers = [
  { value: '1', label: 'one person' },
  { value: '10', label: '10 people' },
  { value: '100', label: '100 people' },
  { value: '', label: 'as many as come' },
];
const roleLabels = { member: 'Members', guest: 'Guests: they see the rooms below, and nothing else' };

const numberOrNothing = z
  .string()
  .optional()
  .transform((text) => (text ? Number(text) : undefined));

const { role, endsInDays, maxUses } = newRoomInvitation.shape;
export const invitationForm = z.object({
  role,
  endsInDays: numberOrNothing.pipe(endsInDays),
  maxUses: numberOrNothing.pipe(maxUses),
});

const chosen = (options: { value: string; label: string }[], value: string) =>
  options.map((option) => ({ ...option, isChosen: option.value === value }));

/** The fields with what was typed, or what most want. */
export const invitationFields = (body: unknown) => ({
  roles: chosen(
    invitedRoles.map((value) => ({ value, label: roleLabels[value] })),
    typed(body, 'role') || 'member',
  ),
  ends: chosen(ends, body === undefined ? '7' : typed(body, 'endsInDays')),
  numbers: chosen(numbers, body === undefined ? '10' : typed(body, 'maxUses')),
});

/** The link of one that was just made, which is shown this once. */
export function madeInvitation(config: RunningConfig, request: Request, { path }: NewInvitationView) {
  const url = publicLink(config, request, path);
  return { url, code: qrCode(url) };
}
