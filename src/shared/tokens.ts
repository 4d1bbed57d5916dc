/** API tokens: what programs sign in with. */
import { z } from 'zod';
import { id, idView, time } from './ids.js';
import { list } from './lists.js';
import { currentPassword } from './people.js';
import { plainText } from './text.js';

/** Each one includes those before it: reading; writing as its owner; what only administrators may do. */
export const scopes = ['read', 'write', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** Whether a scope is enough for what asks for another. */
export const includes = (has: Scope, asked: Scope) => scopes.indexOf(has) >= scopes.indexOf(asked);

const wholeDays = 'The number of days must be a whole number from 1 to 3650.';

export const newToken = z.object({
  name: plainText(60, 'The name is too long: at most {{maximum}} characters.')
    .transform((name) => name.trim())
    .pipe(z.string().min(1, 'Give the token a name, so that you can recognise it later.')),
  scope: z.enum(scopes, 'The scope must be read, write or admin.'),
  /** Days from now; without it the token lasts until it is revoked. */
  expiresInDays: z.number(wholeDays).int(wholeDays).min(1, wholeDays).max(3650, wholeDays).optional(),
});

/** What somebody asks for, who says anew that it is they. */
export const tokenToMake = z.object({ ...newToken.shape, currentPassword }).meta({ id: 'TokenToMake' });
export type TokenToMake = z.output<typeof tokenToMake>;

/** What an administrator asks for. */
export const tokenOfBot = newToken.meta({
  id: 'NewTokenOfBot',
  example: { name: 'weather', scope: 'write' },
});

/** One token of a person. */
export const tokenOfPerson = z.object({
  id: id.meta({ example: 1 }),
  tokenId: id.meta({ example: 1 }),
});

export const tokenView = z
  .object({
    id: idView,
    name: z.string(),
    scope: z.enum(scopes),
    createdAt: time,
    lastUsedAt: time.nullable().describe('to the minute'),
    expiresAt: time.nullable(),
  })
  .meta({ id: 'Token' });
export type TokenView = z.infer<typeof tokenView>;

/** The one answer that holds the token itself. */
export const newTokenView = z
  .object({ ...tokenView.shape, token: z.string().describe('shown this once') })
  .meta({ id: 'NewToken' });
export type NewTokenView = z.infer<typeof newTokenView>;

export const tokenList = list('tokens', tokenView).meta({ id: 'TokenList' });
