/** People: their names, roles and accounts. Uniqueness of names is another matter: see rules/canonical-key.ts. */
import { z } from 'zod';
import { idView, instant, time } from './ids.js';
import { limits } from './limits.js';
import { forwards, list, searchText } from './lists.js';
import { isStorable, plainText } from './text.js';

/**
 * What somebody is on the server: `moderator` removes messages and keeps the peace, for a `guest` nothing exists but the rooms
 * that they were brought into, a `bot` is a program with tokens and without a password.
 */
export const roles = ['member', 'admin', 'moderator', 'guest', 'bot'] as const;
export type Role = (typeof roles)[number];

/** Of what somebody is told of a room. */
export const levels = ['all', 'mentions', 'nothing'] as const;
export type Level = (typeof levels)[number];
export const level = z.enum(levels, 'The level must be all, mentions or nothing.');

/** Where a room with unread messages opens: at the first of them, or at its end. */
export const roomsOpenAt = ['stopped', 'end'] as const;
export type RoomsOpen = (typeof roomsOpenAt)[number];

const usernameTooLong = 'The username is too long: at most {{maximum}} characters.';

/** The length counts before and after: NFKC makes up to 18 characters of one. */
export const username = plainText(limits.usernameLength, usernameTooLong)
  .transform((name) => name.normalize('NFKC').trim())
  .pipe(z.string().min(1, 'Choose a username.').max(limits.usernameLength, usernameTooLong))
  .refine(
    (name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name),
    'A username starts with a letter or digit and contains only letters, digits, dots, dashes and underscores.',
  );

export const password = z
  .string('Enter a password.')
  .min(limits.passwordMin, 'The password is too short: at least {{minimum}} characters.')
  .max(limits.passwordMax, 'The password is too long: at most {{maximum}} characters.')
  .refine(isStorable, 'The password has characters that cannot be typed again. Choose another.');

/** What somebody types who is signed in already, for what a tab that was left open must not be enough for. */
export const currentPassword = z
  .string('Enter your current password.')
  .min(1, 'Enter your current password.')
  .meta({ example: 'correct horse battery' });

export const userView = z
  .object({
    id: idView,
    username: z.string().describe('by which they sign in and are called'),
    name: z.string().describe('what they are shown as: the name that they chose, else the username'),
    picture: z
      .string()
      .optional()
      .describe('its version: /people/<id>/picture/<picture>-<size>.webp in the sizes 48, 96 and 256'),
    bot: z.boolean().optional().describe('true for a program'),
  })
  .meta({ id: 'User' });
export type UserView = z.infer<typeof userView>;

/** Whom somebody ignores. */
export const ignoredPeople = z
  .object({ users: z.array(userView).describe('500 at most') })
  .meta({ id: 'IgnoredPeople' });
export type IgnoredPeople = z.infer<typeof ignoredPeople>;

/** A person as administrators see them. */
export const userDetailsView = z
  .object({
    ...userView.shape,
    role: z.enum(roles),
    createdAt: time,
    disabled: z
      .object({ since: time, reason: z.string(), until: time.nullable() })
      .nullable()
      .describe('with an end it is a ban; null for whoever can sign in'),
    lastSeenAt: time
      .nullable()
      .describe(
        'the newest use of a session or a token, to the hour, or act in the audit log; null for whoever never came',
      ),
  })
  .meta({ id: 'UserDetails' });
export type UserDetailsView = z.infer<typeof userDetailsView>;

export const userList = list('users', z.union([userDetailsView, userView])).meta({ id: 'UserList' });

/** The one answer that holds the link itself. */
export const passwordResetView = z
  .object({ path: z.string().describe('shown this once'), expiresAt: time })
  .meta({ id: 'PasswordReset' });
export type PasswordResetView = z.infer<typeof passwordResetView>;

export const pendingResetView = z
  .object({
    createdBy: userView
      .nullable()
      .describe('null for the command line, and for one that was mailed to the person'),
    createdAt: time,
    expiresAt: time,
  })
  .meta({ id: 'PendingPasswordReset' });
export type PendingResetView = z.infer<typeof pendingResetView>;

export const registrationView = z
  .object({
    mode: z
      .enum(['open', 'link', 'closed'])
      .describe('who may register: anyone, those with the link, nobody'),
    path: z.string().nullable().describe('where people register; null where nobody may'),
    renewedAt: time.describe('when the link was last made anew'),
  })
  .meta({ id: 'Registration' });
export type RegistrationView = z.infer<typeof registrationView>;

export const role = z.enum(roles, 'The role must be admin, moderator, member, guest or bot.');

export const userSearch = z.object({
  query: searchText.describe('part of the name'),
  role: role.optional().describe('for administrators'),
  state: z
    .enum(['active', 'disabled'], 'The state must be active or disabled.')
    .optional()
    .describe('for administrators'),
  ...forwards,
});

export const newUser = z
  .object({
    username,
    password: password.optional().describe('of everybody but bots, which have none'),
    role: role.optional(),
  })
  .refine(({ role: wanted, password: given }) => wanted === 'bot' || given !== undefined, {
    message: 'Enter a password.',
    path: ['password'],
  })
  .meta({ id: 'NewUser', example: { username: 'nina', password: 'correct horse battery' } });

/** Another name for oneself. */
export const newUsername = z
  .object({ username: username.meta({ example: 'nina.k' }), currentPassword })
  .meta({ id: 'NewUsername' });

/** Why somebody is kept out; they read it. */
export const reason = plainText(
  limits.reasonLength,
  'The reason is too long: at most {{maximum}} characters.',
).transform((text) => text.trim());

/** When a ban ends by itself, as pages say it: a ban that has ended already is none. */
export const end = z
  .date('Write the end of a ban like this: 2026-01-31T12:00:00Z.')
  .refine((moment) => moment.getTime() > Date.now(), 'The end of a ban must be in the future.');

/** Whoever is disabled reads both when they try to sign in. */
export const disabling = z.object({ reason: reason.default(''), until: end.optional() });
export type Disabling = z.input<typeof disabling>;

/** The same as programs say it. */
export const until = instant.optional().describe('when it ends by itself');

export const userChange = z
  .object({
    username: username.optional().describe('another one; the one before stays theirs'),
    role: role.optional(),
    disabled: z
      .object(
        { reason: reason.optional(), until },
        'Set disabled to a reason and an end, or to null to enable the account.',
      )
      .nullable()
      .optional()
      .describe('null enables the account again'),
  })
  .refine(
    ({ role, disabled, username }) => (role ?? disabled ?? username) !== undefined || disabled === null,
    'Say what to change: username, role or disabled.',
  )
  .meta({ id: 'UserChange', example: { role: 'member' } });
