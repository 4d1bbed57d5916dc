/** API tokens: what programs sign in with. */
import { z } from 'zod';
import { plainText } from './text.js';

/** Each one includes those before it: reading; writing as its owner; what only administrators may do. */
export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Whether a scope is enough for what asks for another. */
export const includes = (has: Scope, asked: Scope) => scopes.indexOf(has) >= scopes.indexOf(asked);

export const newToken = z.object({
  name: plainText(60, 'The name is too long: {{maximum}} characters at most.')
    .transform((name) => name.trim())
    .pipe(z.string().min(1, 'Give the token a name, so that you know it again.')),
  scope: z.enum(scopes, 'A scope is read, write or admin.'),
  /** Days from now; without it the token lasts until it is revoked. */
  expiresInDays: z
    .number('The days are a whole number from 1 to 3650.')
    .int('The days are a whole number from 1 to 3650.')
    .min(1, 'The days are a whole number from 1 to 3650.')
    .max(3650, 'The days are a whole number from 1 to 3650.')
    .optional(),
});

export interface TokenView {
  id: number;
  name: string;
  scope: Scope;
  createdAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  expiresAt: string | null;
}

/** The one answer that holds the token itself. */
export type NewTokenView = TokenView & { token: string };
