/** Who belongs to a room, and how they stand to it. */
import { z } from 'zod';
import { count, id, oneById, seq } from './ids.js';
import { roles, userView } from './people.js';
import { scopes } from './tokens.js';

export const memberView = z.object({ ...userView.shape, role: z.enum(roles) }).meta({ id: 'Member' });
export type MemberView = z.infer<typeof memberView>;

export const oneMember = z.object({ ...oneById.shape, userId: id.meta({ example: 2 }) });
export const newMember = z.object({ userId: id.meta({ example: 2 }) }).meta({ id: 'NewMember' });

/** The reader's own standing in a room. */
export const meView = z
  .object({
    ...memberView.shape,
    member: z.boolean(),
    canPost: z.boolean(),
    lastReadSeq: count,
    unread: count.describe('messages of others after lastReadSeq; counted to 10000'),
  })
  .meta({ id: 'Standing' });
export type MeView = z.infer<typeof meView>;

/** Who asks, whatever room they look at. */
export const selfView = z
  .object({
    user: memberView,
    scope: z
      .enum(scopes)
      .nullable()
      .describe('of the token; null for a session, which may do all that you may'),
    unread: count.describe('in all rooms and conversations'),
    csrfToken: z.string().nullable().describe('for X-CSRF-Token with a session; null with a token'),
  })
  .meta({ id: 'Me' });

export const readView = z
  .object({ lastReadSeq: count, unread: count.describe('messages of others after lastReadSeq') })
  .meta({ id: 'ReadMark' });
export type ReadView = z.infer<typeof readView>;

const unread = z.boolean('Use true or false.').optional();

export const readMark = z
  .object({ seq, unread: unread.describe('true: mark as unread from this seq on') })
  .meta({ id: 'NewReadMark' });
