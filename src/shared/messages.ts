/** Messages: what is sent, what is read, what becomes of them. */
import { z } from 'zod';
import { emojiPicture } from './emoji.js';
import { carriedFiles, fileView } from './files.js';
import { clientId, count, id, idView, instant, seq, time } from './ids.js';
import { limits } from './limits.js';
import { list, pageLimit } from './lists.js';
import { meView } from './memberships.js';
import { userView } from './people.js';
import { noPreview, previewView } from './previews.js';
import { aboutView } from './room-lines.js';
import { addressee, roomView } from './rooms.js';
import { isBlank, plainText } from './text.js';

export const messageKinds = ['text', 'action', 'pin', 'room'] as const;
export type MessageKind = (typeof messageKinds)[number];

export const messageTooLong = 'The message is too long: at most {{maximum}} characters. Send it in parts.';

/** The text of a message that carries files: it may be empty. */
export const captionText = plainText(limits.messageLength, messageTooLong);

export const emptyMessage = 'The message is empty. Write something first.';

export const messageText = captionText.refine((text) => !isBlank(text), emptyMessage);

export const reactionView = z
  .object({
    emoji: z.string(),
    picture: emojiPicture.optional().describe('of an own one, as long as it is there'),
    users: z.array(userView).describe('the first 50 who reacted so'),
    count: count.describe('how many did'),
  })
  .meta({ id: 'Reaction' });
export type ReactionView = z.infer<typeof reactionView>;

/** What a message answers, in one line of it. */
export const quotedView = z
  .object({
    seq: idView,
    author: userView,
    text: z
      .string()
      .optional()
      .describe('how its words begin, without formatting; missing once it is deleted'),
    about: aboutView.optional().describe('what it is about, where it is a line of the room'),
  })
  .meta({ id: 'Quote' });
export type QuotedView = z.infer<typeof quotedView>;

/** What answers a message, and what answers that: a view over the room's one log. */
export const repliesView = z
  .object({
    count: count.describe('answers, deleted ones too; counted to 1000'),
    lastSeq: idView,
    lastAt: time,
    users: z.array(userView).describe('up to three of those who answered last'),
  })
  .meta({ id: 'Replies' });
export type RepliesView = z.infer<typeof repliesView>;

export const mentioned = z.union([idView, z.enum(['here', 'room'])]);
export type Mentioned = z.infer<typeof mentioned>;

export const messageView = z
  .object({
    id: idView,
    roomId: idView,
    seq: idView.describe('position in the room, from 1, without gaps'),
    rev: idView.describe('of the room, when the message last changed'),
    author: userView,
    kind: z
      .enum(messageKinds)
      .describe('action: by /me; pin: says what was pinned; room: what became of the room'),
    text: z.string().optional().describe('missing once it is deleted'),
    html: z.string().optional().describe('where formatting differs from the text; safe to insert'),
    replyTo: idView.optional().describe('id of the message that it answers'),
    quoted: quotedView.optional().describe('that message, as it is now'),
    threadId: idView.optional().describe('id of the message that began what it answers'),
    replies: repliesView.optional().describe('missing where nothing answers it'),
    mentions: z
      .array(mentioned)
      .optional()
      .describe('ids of the people it calls; here: whoever is online; room: all members'),
    files: z.array(fileView).optional().describe('what it carries; its text may be empty then'),
    preview: previewView.optional().describe('what its first link leads to'),
    about: aboutView.optional().describe('what a line of the room is about'),
    createdAt: time,
    editedAt: time.optional(),
    deletedAt: time.optional(),
    pinnedAt: time.optional(),
    pinnedBy: userView.optional(),
    deletedBy: z.enum(['author', 'moderator', 'retention']).optional().describe('retention: it was old'),
    reactions: z.array(reactionView).describe('20 kinds at most, the earliest first'),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof messageView>;

/** A message among those of other rooms. */
export const foundMessageView = z
  .object({ ...messageView.shape, roomName: z.string() })
  .meta({ id: 'FoundMessage' });
export type FoundMessageView = z.infer<typeof foundMessageView>;

export const foundMessages = list('messages', foundMessageView).meta({ id: 'FoundMessages' });

export const historyView = z
  .object({
    messages: z.array(messageView).describe('in the order of seq'),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
  })
  .meta({ id: 'MessagePage' });
export type HistoryView = z.infer<typeof historyView>;

/** What changed in a room. */
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
  .meta({ id: 'Changes' });
export type ChangesView = z.infer<typeof changesView>;

/** The same for somebody who opens the room, and how they stand to it. */
export const joinView = z.object({ ...changesView.shape, me: meView }).meta({ id: 'OpenedRoom' });
export type JoinView = z.infer<typeof joinView>;

/** What a text that began with a command did instead of storing a message. */
export const commandDone = z.union([
  z.object({ room: roomView }).describe('after /topic'),
  z.object({ help: z.string() }).describe('after /help'),
]);

/** A command that stores no message answers with what it did instead. */
export const sendView = z.union([messageView, commandDone]);
export type SendView = MessageView | z.infer<typeof commandDone>;

export const removedView = z
  .object({ removed: count, done: z.boolean().describe('false: there is more') })
  .meta({ id: 'Removed' });

const edges = (one: string, many: string) => ({
  before: seq.optional().describe('messages before this seq'),
  after: seq.optional().describe('messages after this seq'),
  around: seq.optional().describe('messages around this seq'),
  since: instant.optional().describe('messages from the first on that was written then, or later'),
  limit: pageLimit(one, many),
});

interface Edges {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  since?: Date | undefined;
}

const isOneEdge = ({ before, after, around, since }: Edges) =>
  [before, after, around, since].filter((edge) => edge !== undefined).length <= 1;

const oneEdgeOnly = 'Give only one of before, after, around and since.';

/** A page of a room's messages: the newest, or that at a seq. */
export const historyPlace = z
  .object(edges('Ask for at least one entry.', 'Ask for at most {{maximum}} entries.'))
  .refine(isOneEdge, oneEdgeOnly);

export const roomHistory = z
  .object({
    roomId: id,
    ...edges('Ask for at least one message.', 'Ask for at most {{maximum}} messages.'),
  })
  .refine(isOneEdge, oneEdgeOnly);

const secondsToWait = 'Wait for 0 to 25 seconds.';

export const changesAfter = z.object({
  after: seq.optional().describe('the rev you know; without it the newest page'),
  wait: z
    .int(secondsToWait)
    .min(0, secondsToWait)
    .max(25, secondsToWait)
    .default(0)
    .describe('seconds to wait for a change'),
});

const exampleId = '3a1f6c1e-52f1-4d9d-8f6e-2b1f1a2b3c4d';
const ownId = clientId
  .meta({ example: exampleId })
  .describe('made by you: a repeat answers with the stored message; for anything else it is a conflict');
const replyTo = id.optional().describe('id of the message that it answers');

const quiet = z
  .boolean('Use true or false.')
  .optional()
  .describe('true: whoever it answers is not told of it for that');

/** For a schema: a message that carries files may say nothing beside. */
const saysSomething = [
  ({ text, files }: { text: string; files?: number[] | undefined }) => !isBlank(text) || !!files?.length,
  { path: ['text'] as PropertyKey[], error: emptyMessage },
] as const;

export const newMessage = z
  .object({
    text: captionText
      .meta({ example: 'Hello' })
      .describe('may start with a command; // starts it with a slash; may be empty where there are files'),
    clientId: ownId,
    replyTo,
    quiet,
    files: carriedFiles.optional(),
    noPreview,
  })
  .refine(...saysSomething)
  .meta({ id: 'NewMessage' });

/** The same over the socket. */
export const sentMessage = z
  .object({
    roomId: id,
    clientId,
    text: captionText,
    replyTo: id.optional(),
    quiet,
    files: carriedFiles.optional(),
    noPreview,
  })
  .refine(...saysSomething);

export const newDirectMessage = z
  .object({ to: addressee, text: messageText.meta({ example: 'Hello' }), clientId: ownId })
  .meta({ id: 'NewDirectMessage' });

export const messageEdit = z
  .object({
    text: captionText
      .meta({ example: 'Hello again' })
      .describe('may be empty only where the message carries files'),
  })
  .meta({ id: 'MessageEdit' });
