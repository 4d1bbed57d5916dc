/** What the API takes beside what the pages and the socket take, too. */
import { z } from 'zod';
import { auditAction, auditSubjectTypes } from './audit.js';
import { network, reason } from './bans.js';
import { limits } from './limits.js';
import { password, username } from './names.js';
import { roles } from './words.js';
import { clientId, emoji, id, messageText, plainText, seq } from './text.js';

const whole = 'A limit is a whole number.';

const limit = z
  .int(whole)
  .min(1, 'Ask for one entry at least.')
  .max(limits.historyPageMax, 'Ask for {{maximum}} entries at most.')
  .default(limits.historyPage)
  .describe('entries on a page');

const search = plainText(100, 'This is too long to search for: {{maximum}} characters at most.').optional();

/** Lists that begin with the oldest, and those that begin with the newest. */
export const forwards = { after: id.optional().describe('ids after this one'), limit };
export const backwards = { before: id.optional().describe('ids before this one'), limit };

export const oneById = z.object({ id: id.meta({ example: 1 }) });
export const oneMember = z.object({ ...oneById.shape, userId: id.meta({ example: 2 }) });
export const oneReaction = z.object({ ...oneById.shape, emoji: emoji.meta({ example: '👍' }) });

export const paging = z.object(forwards);
export const newestFirst = z.object(backwards);

export const roomSearch = z.object({
  query: search.describe('part of the name'),
  archived: z.boolean('Say true or false.').optional().describe('only archived ones, or only others'),
  ...forwards,
});

export const historyPlace = z
  .object({
    before: seq.optional().describe('messages before this seq'),
    after: seq.optional().describe('messages after this seq'),
    around: seq.optional().describe('messages around this seq'),
    limit,
  })
  .refine(
    ({ before, after, around }) => [before, after, around].filter((place) => place !== undefined).length <= 1,
    'Give one of before, after and around.',
  );

export const changesAfter = z.object({
  after: seq.optional().describe('the rev you know; without it the newest page'),
  wait: z
    .int('Wait for 0 to 25 seconds.')
    .min(0, 'Wait for 0 to 25 seconds.')
    .max(25, 'Wait for 0 to 25 seconds.')
    .default(0)
    .describe('seconds to wait for a change'),
});

const exampleId = '3a1f6c1e-52f1-4d9d-8f6e-2b1f1a2b3c4d';
const ownId = clientId
  .meta({ example: exampleId })
  .describe('made by you: a repeat answers with the stored message');
const text = messageText
  .meta({ example: 'Hello' })
  .describe('may start with a command; // starts it with a slash');

export const newMessage = z
  .object({ text, clientId: ownId, replyTo: id.optional().describe('id of the message that it answers') })
  .meta({ id: 'NewMessage' });

const to = username.meta({ example: 'boris' }).describe('username');

export const newConversation = z.object({ to }).meta({ id: 'NewConversation' });
export const newDirectMessage = z
  .object({ to, text: messageText.meta({ example: 'Hello' }), clientId: ownId })
  .meta({ id: 'NewDirectMessage' });

export const messageEdit = z
  .object({ text: messageText.meta({ example: 'Hello again' }) })
  .meta({ id: 'MessageEdit' });

export const readMark = z
  .object({
    seq,
    unread: z.boolean('Say true or false.').optional().describe('true: mark as unread from this seq on'),
  })
  .meta({ id: 'NewReadMark' });

export const newMember = z.object({ userId: id.meta({ example: 2 }) }).meta({ id: 'NewMember' });

export const messageSearch = z.object({
  author: id.optional().describe('id of a user'),
  room: id.optional().describe('id of a room'),
  text: search.describe('part of the text'),
  ...backwards,
});

const instant = z.iso
  .datetime({ offset: true, error: 'Write a time as 2026-01-31T12:00:00Z.' })
  .meta({ example: '2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text));

export const auditSearch = z.object({
  actor: id.optional().describe('id of a user'),
  action: auditAction.optional(),
  subjectType: z.enum(auditSubjectTypes, 'There is no such kind of subject in the audit log.').optional(),
  subjectId: id.optional(),
  from: instant.optional(),
  until: instant.optional().describe('this instant not included'),
  ...backwards,
});

const role = z.enum(roles, 'A role is member or admin.');

export const userSearch = z.object({
  query: search.describe('part of the name'),
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

const until = instant.optional().describe('when it ends by itself');

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

/** A reason is asked for by the ban itself. */
export const newAddressBan = z
  .object({
    network: network.meta({ example: '203.0.113.0/24' }).describe('an address, or a network'),
    reason: reason.meta({ example: 'Floods the lobby' }).describe('whoever is banned reads it'),
    until,
  })
  .meta({ id: 'NewAddressBan' });
