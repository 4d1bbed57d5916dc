/** Activity: what was meant for a person. */
import { z } from 'zod';
import { count, id, idView, time } from './ids.js';
import { list, pageLimit } from './lists.js';
import { userView } from './people.js';
import { decisions } from './reports.js';
import { aboutView } from './room-lines.js';

export const activityKinds = [
  'mention',
  'answer',
  'reaction',
  'thread',
  'private',
  'reminder',
  'report',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What is new to a person, as its bell and its filters say it; counted to 1000 each. */
export const activityCounts = z
  .object({
    ...{ all: count, mention: count, answer: count, reaction: count, thread: count, private: count },
    reminder: count,
    report: count,
  })
  .meta({ id: 'ActivityCounts' });
export type ActivityCounts = z.infer<typeof activityCounts>;

/** One line: a message that was meant for the person, or what was gathered of a thread, a conversation, a message's reactions. */
export const activityEntry = z
  .object({
    id: idView.describe('of its newest part'),
    kind: z.enum(activityKinds),
    room: z.object({ id: idView, address: z.string(), name: z.string() }),
    message: z
      .object({
        id: idView,
        seq: idView,
        author: userView,
        text: z
          .string()
          .optional()
          .describe('how its words begin, without formatting; missing once it is deleted'),
        about: aboutView.optional().describe('what it is about, where it is a line of the room'),
      })
      .describe('the newest one; of reactions the one that was reacted to'),
    thread: z
      .object({ id: idView, seq: idView })
      .optional()
      .describe('the message that began it, where the message answers something'),
    people: z.array(userView).describe('up to three of those who did it, the newest first'),
    others: count.describe('how many more they are'),
    messages: count.describe('how many messages are gathered here'),
    decision: z.enum(decisions).optional().describe('of what the person reported'),
    reactions: z.array(z.object({ emoji: z.string(), count })).optional(),
    ids: z.array(idView).describe('of all that is gathered here'),
    at: time,
    read: z.boolean(),
  })
  .meta({ id: 'ActivityEntry' });
export type ActivityEntry = z.infer<typeof activityEntry>;

export const activityPage = list('entries', activityEntry)
  .extend({ unread: activityCounts })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof activityPage>;

export const activityAsked = z.object({
  before: id.optional().describe('ids before this one'),
  limit: pageLimit('Ask for at least one entry.', 'Ask for at most {{maximum}} entries.'),
  kind: z
    .enum(activityKinds, 'The kind must be mention, answer, reaction, thread, private, reminder or report.')
    .optional(),
  unread: z.stringbool('Use true or false.').optional().describe('true: only what is new'),
});

const sayWhich = 'Say what you have read: ids, or all.';

/** What the person has read of it. */
export const activityRead = z
  .object({
    ids: z.array(id).max(500, 'Ask for at most {{maximum}} entries.').optional(),
    all: z.literal(true, sayWhich).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), sayWhich)
  .meta({ id: 'ActivityRead', example: { all: true } });
export type ActivityRead = z.output<typeof activityRead>;

export const activityUnread = z.object({ unread: activityCounts }).meta({ id: 'ActivityUnread' });

/** The event of the same, and what the server says by itself; see events.ts. */
export const readActivity = {
  summary: 'Say what you have seen of what was meant for you: some entries, or all',
  who: 'anybody who is signed in; of others nothing is marked',
  scope: 'write',
  limit: 'read',
  payload: activityRead,
  value: activityUnread,
} as const;

export const activityNews = {
  summary: 'Something was meant for you; without an entry, what is new of it has changed',
  to: 'the connections of the person',
  payload: z.object({
    entry: activityEntry.optional(),
    unread: activityCounts,
    rings: z.boolean().optional().describe('true: it should call you now'),
  }),
};
