/** What somebody saved for themselves, over all their rooms, and when they want to be reminded of it. */
import { z } from 'zod';
import { id, idView, instant, time } from './ids.js';
import { limits } from './limits.js';
import { list, pageLimit } from './lists.js';
import { messageView } from './messages.js';
import { pinNews } from './pins.js';
import { plainText } from './text.js';

export const savedNote = plainText(
  limits.savedNoteLength,
  'The note is too long: at most {{maximum}} characters.',
);

const mark = {
  note: z.string().describe('what you wrote to yourself'),
  savedAt: time,
  remindAt: time.nullable().describe('when you are going to be reminded'),
  remindedAt: time.nullable().describe('when you last were'),
};

export const savedMark = z.object(mark).meta({ id: 'SavedMark' });
export type SavedMark = z.infer<typeof savedMark>;

export const savedView = z
  .object({
    message: messageView,
    room: z.object({ id: idView, address: z.string(), name: z.string() }),
    ...mark,
  })
  .meta({ id: 'Saved' });
export type SavedView = z.infer<typeof savedView>;

export const savedList = list('saved', savedView).meta({ id: 'SavedList' });
export type SavedList = z.infer<typeof savedList>;

export const savedFilter = z.enum(['reminders'], 'The filter must be reminders.');

export const savedAsked = z.object({
  before: id.optional().describe('next of the page before'),
  limit: pageLimit('Ask for at least one entry.', 'Ask for at most {{maximum}} entries.'),
  filter: savedFilter
    .optional()
    .describe('reminders: only those that are still to come, the next one first; all on one page'),
  message: id.optional().describe('id of a message: that one, if it is saved'),
});
export type SavedAsked = z.output<typeof savedAsked>;

export const oneSaved = z.object({ messageId: id.meta({ example: 1 }) });

/** What is left out stays as it is. */
export const savedChange = z
  .object({
    note: savedNote.optional(),
    remindAt: instant.nullable().optional().describe('null: not at all'),
  })
  .meta({ id: 'SavedChange', example: { note: 'for the minutes', remindAt: '2030-01-31T09:00:00Z' } });
export type SavedChange = z.output<typeof savedChange>;

/** What the server says by itself of what is kept at hand. */
export const keepingNews = {
  ...pinNews,
  saved_changed: {
    summary: 'You saved a message, changed your note or reminder, or removed it',
    to: 'your connections',
    payload: z.object({ messageId: idView, saved: savedMark.nullable() }),
  },
};
