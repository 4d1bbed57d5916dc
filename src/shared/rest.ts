/** What the API answers with, as schemas, so that its documentation is made of what the compiler has checked. */
import { z } from 'zod';
import { auditActions, type AuditEntryView, auditSubjectTypes } from './audit.js';
import type { AddressBanView } from './bans.js';
import { errorCodes } from './errors.js';
import { scopes, type NewTokenView, type TokenView } from './tokens.js';
import type {
  FoundMessageView,
  HistoryView,
  JoinView,
  MemberView,
  MessageView,
  ReadView,
  RoomSummaryView,
  RoomView,
  UserDetailsView,
  UserView,
} from './views.js';
import { accesses, messageKinds, postings, roles } from './words.js';

const id = z.int().positive();
const count = z.int().nonnegative();
const time = z.iso.datetime();

/** `next` of every list. */
const next = id.nullable().describe('the place to go on from; null at the end');

export const userView = z
  .object({ id, username: z.string() })
  .meta({ id: 'User' }) satisfies z.ZodType<UserView>;

export const memberView = z
  .object({ ...userView.shape, role: z.enum(roles) })
  .meta({ id: 'Member' }) satisfies z.ZodType<MemberView>;

export const userDetailsView = z
  .object({
    ...userView.shape,
    role: z.enum(roles),
    createdAt: time,
    disabled: z.object({ since: time, reason: z.string(), until: time.nullable() }).nullable(),
    lastSeenAt: time.nullable(),
  })
  .meta({ id: 'UserDetails' }) satisfies z.ZodType<UserDetailsView>;

export const passwordResetView = z
  .object({ path: z.string().describe('shown this once'), expiresAt: time })
  .meta({ id: 'PasswordReset' });

const roomShape = {
  id,
  address: z.string().describe('how links name it; @ and the other name for a conversation of two'),
  name: z.string(),
  topic: z.string(),
  access: z.enum(accesses),
  posting: z.enum(postings).describe('who may write'),
  lastSeq: count.describe('place of the newest message'),
  rev: count.describe('counts every change of the room and its messages'),
  archivedAt: time.nullable(),
};

export const roomView = z.object(roomShape).meta({ id: 'Room' }) satisfies z.ZodType<RoomView>;

export const roomSummaryView = z
  .object({
    ...roomShape,
    online: count.describe('people online in it'),
    members: count,
    unread: count.describe('messages of others since you read; counted to 10000'),
    member: z.boolean().describe('whether you are one'),
    lastMessageAt: time.nullable(),
  })
  .meta({ id: 'RoomSummary' }) satisfies z.ZodType<RoomSummaryView>;

export const messageView = z
  .object({
    id,
    roomId: id,
    seq: id.describe('place in the room, from 1, without holes'),
    rev: id.describe('of the room, when the message last changed'),
    author: userView,
    kind: z.enum(messageKinds).describe('action: by /me'),
    text: z.string().optional().describe('missing once it is deleted'),
    html: z.string().optional().describe('where formatting differs from the text; safe to insert'),
    replyTo: id.optional().describe('id of the message that it answers'),
    createdAt: time,
    editedAt: time.optional(),
    deletedAt: time.optional(),
    reactions: z.array(z.object({ emoji: z.string(), users: z.array(userView) })),
  })
  .meta({ id: 'Message' }) satisfies z.ZodType<MessageView>;

const foundMessageView = z
  .object({ ...messageView.shape, roomName: z.string() })
  .meta({ id: 'FoundMessage' }) satisfies z.ZodType<FoundMessageView>;

export const removedView = z
  .object({ removed: count, done: z.boolean().describe('false: there is more') })
  .meta({ id: 'Removed' });

/** What a text that began with a command did instead of storing a message. */
export const commandDone = z.union([
  z.object({ room: roomView }).describe('after /topic'),
  z.object({ help: z.string() }).describe('after /help'),
]);

export const historyView = z
  .object({
    messages: z.array(messageView).describe('in the order of seq'),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
  })
  .meta({ id: 'MessagePage' }) satisfies z.ZodType<HistoryView>;

export const changesView = z
  .object({
    room: roomView,
    rev: count.describe('ask for the changes after this one next'),
    messages: z
      .array(messageView)
      .describe('new and changed ones, in the order of rev; with reset the newest page'),
    reset: z.boolean().describe('true: too much has changed, forget what you have'),
    hasMore: z.boolean().describe('whether there are older messages than the first one here'),
  })
  .meta({ id: 'Changes' }) satisfies z.ZodType<Omit<JoinView, 'me'>>;

export const readView = z
  .object({ lastReadSeq: count, unread: count })
  .meta({ id: 'ReadMark' }) satisfies z.ZodType<ReadView>;

export const tokenView = z
  .object({
    id,
    name: z.string(),
    scope: z.enum(scopes),
    createdAt: time,
    lastUsedAt: time.nullable().describe('to the minute'),
    expiresAt: time.nullable(),
  })
  .meta({ id: 'Token' }) satisfies z.ZodType<TokenView>;

export const newTokenView = z
  .object({ ...tokenView.shape, token: z.string().describe('shown this once') })
  .meta({ id: 'NewToken' }) satisfies z.ZodType<NewTokenView>;

export const auditEntryView = z
  .object({
    id,
    at: time,
    actor: userView.nullable().describe('null: not signed in, or the command line'),
    address: z.string().describe('network address; empty for the command line'),
    action: z.enum(auditActions),
    subject: z.object({ type: z.enum(auditSubjectTypes), id: id.nullable(), name: z.string() }).nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'AuditEntry' }) satisfies z.ZodType<AuditEntryView>;

export const directView = z
  .object({
    room: roomView,
    peer: userView.describe('the other person'),
    online: z.boolean().describe('whether they are'),
    unread: count,
    lastMessageAt: time.nullable(),
  })
  .meta({ id: 'Conversation' });

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

export const addressBanView = z
  .object({
    id,
    network: z.string().describe('192.0.2.7 or 192.0.2.0/24'),
    reason: z.string(),
    createdBy: userView,
    createdAt: time,
    until: time.nullable(),
  })
  .meta({ id: 'AddressBan' }) satisfies z.ZodType<AddressBanView>;

const list = <Name extends string, Item extends z.ZodType>(name: Name, item: Item) =>
  z.object({ [name]: z.array(item), next } as Record<Name, z.ZodArray<Item>> & { next: typeof next });

export const roomList = list('rooms', roomSummaryView).meta({ id: 'RoomList' });
export const memberList = list('members', memberView).meta({ id: 'MemberList' });
export const conversationList = list('conversations', directView).meta({ id: 'ConversationList' });
export const addressBanList = list('bans', addressBanView).meta({ id: 'AddressBanList' });
export const tokenList = list('tokens', tokenView).meta({ id: 'TokenList' });
export const auditList = list('entries', auditEntryView).meta({ id: 'AuditList' });
export const userList = list('users', z.union([userDetailsView, userView])).meta({ id: 'UserList' });
export const foundMessages = list('messages', foundMessageView).meta({ id: 'FoundMessages' });

export const onlineView = z
  .object({ users: z.array(userView).describe('500 at most') })
  .meta({ id: 'Online' });

/** RFC 9457. */
export const problemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence that says what to do, in the language of Accept-Language'),
    code: z.enum(errorCodes),
    errors: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .optional()
      .describe('each field that is wrong'),
  })
  .meta({ id: 'Problem' });
