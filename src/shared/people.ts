/** People: their names, roles and accounts. Uniqueness of names is another matter: see rules/canonical-key.ts. */
import { z } from 'zod';
import { idView, instant, time } from './ids.js';
import { limits } from './limits.js';
import { forwards, list, searchText } from './lists.js';
import { isStorable, plainText } from './text.js';

export const roles = ['member', 'admin'] as const;
export type Role = (typeof roles)[number];

const usernameTooLong = 'The username is too long: {{maximum}} characters at most.';

/** The length counts before and after: NFKC makes up to 18 characters of one. */
export const username = plainText(limits.usernameLength, usernameTooLong)
  .transform((name) => name.normalize('NFKC').trim())
  .pipe(z.string().min(1, 'Choose a username.').max(limits.usernameLength, usernameTooLong))
  .refine(
    (name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name),
    'A username starts with a letter or digit and holds letters, digits, dots, dashes and underscores only.',
  );

export const password = z
  .string('Enter a password.')
  .min(limits.passwordMin, 'The password is too short: {{minimum}} characters at least.')
  .max(limits.passwordMax, 'The password is too long: {{maximum}} characters at most.')
  .refine(isStorable, 'The password has characters that cannot be typed again. Choose another.');

export const userView = z.object({ id: idView, username: z.string() }).meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

/** A person as administrators see them. */
export const userDetailsView = z
  .object({
    ...userView.shape,
    role: z.enum(roles),
    createdAt: time,
    disabled: z
      .object({ since: time, reason: z.string(), until: time.nullable() })
      .nullable()
      .describe('a ban is one with an end; null for whoever can sign in'),
    lastSeenAt: time
      .nullable()
      .describe(
        'the newest use of a session or a token, to the hour, or act in the audit log; null for whoever never came',
      ),
  })
  .meta({ id: 'UserDetails' });
export type UserDetailsView = z.infer<typeof userDetailsView>;

export const userList = list('users', z.union([userDetailsView, userView])).meta({ id: 'UserList' });

export const passwordResetView = z
  .object({ path: z.string().describe('shown this once'), expiresAt: time })
  .meta({ id: 'PasswordReset' });

const role = z.enum(roles, 'A role is member or admin.');

export const userSearch = z.object({
  query: searchText.describe('part of the name'),
  role: role.optional().describe('for administrators'),
  state: z
    .enum(['active', 'disabled'], 'A state is active or disabled.')
    .optional()
    .describe('for administrators'),
  ...forwards,
});

export const newUser = z
  .object({
    username: username.meta({ example: 'nina' }),
    password: password.meta({ example: 'correct horse battery' }),
    role: role.optional(),
  })
  .meta({ id: 'NewUser' });

/** Why somebody is kept out; they read it. */
export const reason = plainText(
  limits.reasonLength,
  'The reason is too long: {{maximum}} characters at most.',
).transform((text) => text.trim());

/** When a ban ends by itself, as pages say it: a ban that has ended already is none. */
export const end = z
  .date('The end of a ban is a time.')
  .refine((moment) => moment.getTime() > Date.now(), 'The end of a ban lies in the future.');

/** Whoever is disabled reads both when they try to sign in. */
export const disabling = z.object({ reason: reason.default(''), until: end.optional() });
export type Disabling = z.input<typeof disabling>;

/** The same as programs say it. */
export const until = instant.optional().describe('when it ends by itself');

export const userChange = z
  .object({
    role: role.optional(),
    disabled: z
      .object(
        { reason: reason.optional(), until },
        'Say with disabled why and until when, or null to enable the account.',
      )
      .nullable()
      .optional()
      .describe('null enables the account again'),
  })
  .refine(
    ({ role, disabled }) => role !== undefined || disabled !== undefined,
    'Say what to change: role or disabled.',
  )
  .meta({ id: 'UserChange', example: { role: 'member' } });
