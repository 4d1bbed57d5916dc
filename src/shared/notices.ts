/** How somebody wants to be called: of what, when not, and by which words beside their name. */
import { z } from 'zod';
import { instant, time } from './ids.js';
import { limits } from './limits.js';
import { level, levels } from './people.js';
import { isStorable } from './text.js';

const writeTime = 'Write the time like this: 22:00.';
const clock = z
  .string(writeTime)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, writeTime)
  .meta({ example: '22:00' });

const hours = z.object({ from: clock, to: clock }, 'Say from when and to when, or null.');
export type QuietHours = z.output<typeof hours>;

export const quietHours = hours
  .refine(({ from, to }) => from !== to, 'Let the hours end at another time than they begin.')
  .describe('each day between these, over midnight where the first is later');

/** What PostgreSQL knows of zones is asked when one is kept. */
export const timeZone = z
  .string('Choose a time zone.')
  .max(100, 'Choose a time zone.')
  .refine(isTimeZone, 'Choose a time zone.')
  .meta({ example: 'Europe/Moscow' })
  .describe('of the hours, as IANA names it');

const isKeyword = (word: string) =>
  word.length >= 2 && word.length <= limits.keywordLength && isStorable(word);

/** In whichever case they are written, each once. */
export const keywords = z
  .array(z.string('Give the keywords as a list.'), 'Give the keywords as a list.')
  .transform((words) => {
    const plain = words.map((word) => word.normalize('NFC').replace(/\s+/g, ' ').trim());
    return [...new Map(plain.map((word) => [word.toLowerCase(), word])).values()];
  })
  .refine((words) => words.every(isKeyword), 'A keyword has 2 to 50 characters.')
  .refine((words) => words.length <= limits.keywords, 'Choose at most 20 keywords.')
  .meta({ example: ['samovar'] })
  .describe('words that call you as your name does: 20 at most, of 2 to 50 characters');

export const noticeSettingsView = z
  .object({
    level: z.enum(levels).nullable().describe('what you are told of in rooms; null: as the server does'),
    quiet: z.boolean().describe('you asked not to be disturbed'),
    quietUntil: time.nullable().describe('null while quiet: until you turn it off'),
    quietHours: hours.nullable().describe('when you are not disturbed each day'),
    timeZone: z.string(),
    hidesText: z
      .boolean()
      .describe('notices on your devices say nothing of the text, the room or the person'),
    keywords: z.array(z.string()),
    showsPreviews: z.boolean().describe('what links lead to is shown to you'),
    movesEmoji: z.boolean().describe('emoji of the server’s own always move where you see them'),
    isQuiet: z.boolean().describe('nothing calls you now: you asked so, or these are your hours'),
    changesAt: time.nullable().describe('when that may be otherwise by itself'),
  })
  .meta({ id: 'NoticeSettings' });
export type NoticeSettingsView = z.output<typeof noticeSettingsView>;

const sayWhat = 'Say what to change of your notices.';

/** What is left out stays as it is. */
export const noticeSettingsChange = z
  .object(
    {
      level: level.nullable().describe('null: as the server does'),
      quiet: z
        .boolean('Use true or false.')
        .describe('true: until you turn it off, unless quietUntil says when'),
      quietUntil: instant.describe('do not disturb until then'),
      quietHours: quietHours.nullable(),
      timeZone,
      hidesText: z.boolean('Use true or false.'),
      keywords,
      showsPreviews: z.boolean('Use true or false.'),
      movesEmoji: z.boolean('Use true or false.'),
    },
    sayWhat,
  )
  .partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), sayWhat)
  .meta({
    id: 'NoticeSettingsChange',
    example: { quietHours: { from: '22:00', to: '07:00' }, timeZone: 'Europe/Moscow' },
  });
export type NoticeSettingsChange = z.output<typeof noticeSettingsChange>;

function isTimeZone(name: string): boolean {
  try {
    // An offset is none: it knows no summer. Older browsers take it for one all the same.
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z]/i.test(name);
  } catch {
    return false;
  }
}
