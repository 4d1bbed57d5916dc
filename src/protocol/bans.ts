/** Disabling an account, for a while or for good. */
import { z } from 'zod';
import { limits } from './limits.js';
import { plainText } from './text.js';

export const reason = plainText(
  limits.reasonLength,
  'The reason is too long: {{maximum}} characters at most.',
).transform((text) => text.trim());

const end = z
  .date('The end of a ban is a time.')
  .refine((instant) => instant.getTime() > Date.now(), 'The end of a ban lies in the future.');

/** Whoever is disabled reads both when they try to sign in. */
export const disabling = z.object({ reason: reason.default(''), until: end.optional() });
export type Disabling = z.input<typeof disabling>;
