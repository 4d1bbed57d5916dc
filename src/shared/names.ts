/** The shape of usernames, room names and addresses. Uniqueness is another matter: see canonical-key.ts. */
import { z } from 'zod';
import { limits } from './limits.js';
import { plainText } from './text.js';

const usernameTooLong = 'The username is too long: {{maximum}} characters at most.';
const roomNameTooLong = 'The room name is too long: {{maximum}} characters at most.';

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
  .refine(
    (text) => text.isWellFormed() && !text.includes('\0'),
    'The password has characters that cannot be typed again. Choose another.',
  );

export const roomName = plainText(limits.roomNameLength, roomNameTooLong)
  .transform((name) => name.normalize('NFKC').trim().replace(/^#/, '').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1, 'Give the room a name.').max(limits.roomNameLength, roomNameTooLong))
  .refine(
    (name) => /^[\p{L}\p{N}][^/\\?#@%\p{C}]*$/u.test(name),
    'A room name starts with a letter or digit and holds no / \\ ? # @ or %.',
  );

/** A room's address: its name, or `@username` for the conversation with that person. */
export const address = plainText(
  limits.roomNameLength + 1,
  'There is no such room, or it is not open to you.',
).min(1, 'Name a room.');
