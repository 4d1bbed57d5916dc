/** Threads: a message and all that answers it, as a view over the room's one log. */
import { z } from 'zod';
import { count, id, idView, seq } from './ids.js';
import { pageLimit } from './lists.js';
import { messageView } from './messages.js';

/** How somebody stands to a thread. */
const standing = {
  following: z.boolean().describe('they are told of what comes'),
  lastReadSeq: count.describe('how far they have read it; what they wrote themselves they have read'),
};

export const threadStanding = z.object(standing).meta({ id: 'ThreadStanding' });
export type ThreadStanding = z.infer<typeof threadStanding>;

export const threadView = z
  .object({
    root: messageView.describe('the message that began it'),
    messages: z.array(messageView).describe('answers, in the order of seq'),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    ...standing,
  })
  .meta({ id: 'Thread' });
export type ThreadView = z.infer<typeof threadView>;

const place = {
  before: seq.optional().describe('answers before this seq'),
  after: seq.optional().describe('answers after this seq'),
  limit: pageLimit('Ask for at least one message.', 'Ask for at most {{maximum}} messages.'),
};

const isOneEdge = ({ before, after }: { before?: number; after?: number }) =>
  before === undefined || after === undefined;
const oneEdgeOnly = 'Give only one of before and after.';

/** A page of a thread: its newest answers, or those at a seq. */
export const threadPlace = z.object(place).refine(isOneEdge, oneEdgeOnly);

const messageId = id.describe('of any message in the thread');

const askedThread = z.object({ messageId, ...place }).refine(isOneEdge, oneEdgeOnly);

const threadFollow = z.object({
  messageId,
  on: z.boolean('Set on to true to follow the thread, or to false to hear no more of it.'),
});

const threadMark = z.object({ messageId, seq });

/** Of several threads, by the ids of the messages that began them, those that one follows. */
const askedThreads = z.object({
  messageIds: z.array(id).max(100, 'Ask for at most {{maximum}} entries.'),
});

const followedThread = z.object({
  messageId: idView.describe('id of the message that began it'),
  lastReadSeq: standing.lastReadSeq,
  unread: count.describe('answers after that, of others whom you do not ignore, counted to 1000'),
});
export type FollowedThread = z.infer<typeof followedThread>;

const followedThreads = z.object({ threads: z.array(followedThread) });

/** What a client asks about threads. */
export const threadEvents = {
  thread: {
    summary:
      'Read a thread: the message that began it, and its newest answers, or those before or after a seq',
    who: 'whoever may read the room',
    scope: 'read' as const,
    limit: 'history' as const,
    payload: askedThread,
    value: threadView,
  },
  follow_thread: {
    summary: 'Follow a thread, or hear no more of it',
    who: 'members',
    scope: 'write' as const,
    limit: 'read' as const,
    payload: threadFollow,
    value: threadStanding,
  },
  read_thread: {
    summary: 'Say how far you have read a thread that you follow; the mark never moves back',
    who: 'whoever may read the room',
    scope: 'write' as const,
    limit: 'read' as const,
    payload: threadMark,
    value: threadStanding,
  },
  own_threads: {
    summary: 'Which of these threads you follow, and how much is new in them',
    who: 'whoever may read the room; of other rooms nothing is said',
    scope: 'read' as const,
    limit: 'history' as const,
    payload: askedThreads,
    value: followedThreads,
  },
};

/** What the server says of them by itself. */
export const threadNews = {
  thread_changed: {
    summary: 'You follow a thread or no more, or have read on in it, in another tab or on another device',
    to: 'the other connections of the reader',
    payload: z.object({ roomId: idView, messageId: idView, ...standing }),
  },
};
