/** What somebody has begun to write, and finds again on each of their devices. */
import { z } from 'zod';
import { id, idView } from './ids.js';
import { limits } from './limits.js';
import { list } from './lists.js';
import { captionText, quotedView } from './messages.js';

export const draftView = z
  .object({
    id: idView.describe('another one after each change: of two the higher one is the later'),
    roomId: idView,
    threadId: idView.optional().describe('id of the message that the thread begins with, where it is in one'),
    text: z.string().describe('empty where it was sent or dropped, or only an answer was begun'),
    answers: quotedView
      .extend({ id: idView, threadId: idView.optional() })
      .optional()
      .describe('the message that it answers'),
  })
  .meta({ id: 'Draft' });
export type DraftView = z.infer<typeof draftView>;

export const draftList = list('drafts', draftView).meta({ id: 'Drafts' });

const threadId = id.optional().describe('id of the message that the thread begins with');
const age = 'The age must be a whole number of milliseconds.';

export const newDraft = z
  .object({
    text: captionText.meta({ example: 'Half a thought' }),
    threadId,
    replyTo: id.optional().describe('id of the message that it answers'),
    age: z
      .int(age)
      .min(0, age)
      .max(limits.draftDays * 24 * 3_600_000, age)
      .default(0)
      .describe('milliseconds since it was written: an older one does not replace a later one'),
    after: id
      .optional()
      .describe('id of the one that was there then: it is replaced whatever clocks and lines say'),
  })
  .meta({ id: 'NewDraft' });

/** Which of a room's drafts. */
export const draftPlace = z.object({ threadId });
