/** Reports: what somebody says against a message, and what the moderators decide about it. */
import { z } from 'zod';
import { count, idView, instant, time } from './ids.js';
import { limits } from './limits.js';
import { backwards, list } from './lists.js';
import { messageView } from './messages.js';
import { reason, userView } from './people.js';
import { aboutView } from './room-lines.js';
import { accesses } from './rooms.js';
import { isBlank, plainText } from './text.js';

export const reportReason = plainText(
  limits.reportReasonLength,
  'The reason is too long: at most {{maximum}} characters.',
)
  .transform((text) => text.trim())
  .refine((text) => !isBlank(text), 'Say what is wrong with it: the moderators read that.');

export const newReport = z
  .object({ reason: reportReason.describe('the moderators read it') })
  .meta({ id: 'NewReport', example: { reason: 'Insults Nina' } });

/** Whatever is decided is the decision for all reports of the message. */
export const decisions = ['dismissed', 'removed', 'silenced', 'disabled'] as const;
export type Decision = (typeof decisions)[number];

const decided = z.object({
  what: z
    .enum(decisions)
    .describe(
      'dismissed: it stays; silenced, disabled: it was removed, and its author muted in the room, or their account disabled',
    ),
  at: time,
  by: userView,
  note: z.string(),
});

const reportFields = {
  id: idView,
  message: z.object({
    id: idView,
    seq: idView,
    author: userView,
    text: z.string().nullable().describe('as it was when it was reported; null 90 days after the decision'),
    about: aboutView.optional().describe('what it is about, where it is a line of the room'),
  }),
  room: z
    .object({ id: idView, name: z.string(), access: z.enum(accesses) })
    .nullable()
    .describe('null once it is deleted; a private conversation is named by its people'),
  reports: z
    .array(z.object({ by: userView, reason: z.string(), at: time }))
    .describe('who reported the message and why, 20 at most'),
  createdAt: time,
  decided: decided.nullable(),
};

export const reportView = z.object(reportFields).meta({ id: 'Report' });
export type ReportView = z.infer<typeof reportView>;

/** The message itself is among them, as it is now. */
export const openedReport = z
  .object({
    ...reportFields,
    around: z.array(messageView).describe('five messages before it, and five after'),
  })
  .meta({ id: 'OpenedReport' });
export type OpenedReport = z.infer<typeof openedReport>;

export const reportList = list('reports', reportView)
  .extend({ open: count.describe('messages about which nothing is decided yet') })
  .meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof reportList>;

export const reportStates = ['open', 'decided'] as const;
export const reportsAsked = z.object({
  state: z.enum(reportStates, 'The state must be open or decided.').default('open'),
  ...backwards,
});
export type ReportsAsked = z.output<typeof reportsAsked>;

export const decisionNote = plainText(
  limits.reportReasonLength,
  'The note is too long: at most {{maximum}} characters.',
).transform((text) => text.trim());

export const newDecision = z
  .object({
    decision: z.enum(decisions, 'The decision must be dismissed, removed, silenced or disabled.'),
    note: decisionNote.default('').describe('for the moderators'),
    reason: reason.default('').describe('for the author, where something is done to them'),
    until: instant.optional().describe('when that ends by itself'),
  })
  .meta({ id: 'NewDecision', example: { decision: 'removed', note: 'Second time this week' } });
export type NewDecision = z.output<typeof newDecision>;

export const peaceView = z
  .object({
    open: count.describe('reported messages about which nothing is decided yet'),
    raidGuard: z.boolean().describe('only people who have been here for a day can write'),
  })
  .meta({ id: 'Peace' });
export type PeaceView = z.infer<typeof peaceView>;

export const peaceChange = z
  .object({ raidGuard: z.boolean('Use true or false.') })
  .meta({ id: 'PeaceChange', example: { raidGuard: false } });

/** What the server says of it by itself. */
export const reportNews = {
  peace_changed: {
    summary: 'A message was reported, or the moderators decided about one; newcomers can write, or cannot',
    to: 'the connections of moderators',
    payload: peaceView,
  },
};
