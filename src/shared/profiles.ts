/** What people say of themselves: a name, pronouns or a role, where their day is, and how they are just now. */
import { z } from 'zod';
import { emoji, isEmojiName } from './emoji.js';
import { count, instant, seq, time } from './ids.js';
import { limits } from './limits.js';
import { timeZone } from './notices.js';
import { userView } from './people.js';
import { plainText } from './text.js';

/** On one line, in one direction: marks of direction would turn round what stands beside it. */
const line = (most: number, tooLong: string) =>
  plainText(4 * most, tooLong)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/\p{Bidi_Control}/gu, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().max(most, tooLong));

export const displayName = line(
  limits.displayNameLength,
  'The name is too long: at most {{maximum}} characters.',
);
const pronouns = line(limits.pronounsLength, 'This line is too long: at most {{maximum}} characters.');
const statusText = line(limits.statusLength, 'The status is too long: at most {{maximum}} characters.');

/** One of Unicode's; empty for none. */
const statusEmoji = z
  .string()
  .trim()
  .refine(
    (text) => text === '' || (emoji.safeParse(text).success && !isEmojiName(text)),
    'Choose one emoji.',
  );

export const statusView = z
  .object({ emoji: z.string().nullable(), text: z.string(), until: time.nullable() })
  .meta({ id: 'Status' });
export type StatusView = z.infer<typeof statusView>;

export const profileView = z
  .object({
    user: userView,
    pronouns: z.string().describe('or a line about their role'),
    timeZone: z.string().nullable().describe('as IANA names it, where they want others to see their time'),
    status: statusView.nullable(),
  })
  .meta({ id: 'Profile' });
export type ProfileView = z.infer<typeof profileView>;

export const profileChange = z
  .object({
    displayName: displayName.optional().describe('empty: you are shown by your username'),
    pronouns: pronouns.optional(),
    timeZone: timeZone.nullable().optional(),
  })
  .refine(
    (change) => Object.values(change).some((value) => value !== undefined),
    'Say what to change: displayName, pronouns or timeZone.',
  )
  .meta({ id: 'ProfileChange', example: { displayName: 'Anna Reed', pronouns: 'she/her' } });
export type ProfileChange = z.output<typeof profileChange>;

export const newStatus = z
  .object({
    emoji: statusEmoji.default(''),
    text: statusText.default(''),
    until: instant
      .refine((moment) => moment.getTime() > Date.now(), 'The end of a status must be in the future.')
      .optional()
      .describe('when it goes by itself'),
  })
  .refine(({ emoji, text }) => emoji !== '' || text !== '', 'Choose an emoji, or write a few words.')
  .meta({ id: 'NewStatus', example: { emoji: '🍅', text: 'Sowing' } });
export type NewStatus = z.output<typeof newStatus>;

/** Of the picture that somebody sends. */
export const faceBytes = 8 * 1024 * 1024;

/** How somebody is shown from now on. */
export const shownPerson = z.object({
  user: userView,
  status: statusView.nullable(),
  formerNames: z.array(z.string()).optional().describe('canonical keys of usernames that they had before'),
});
export type ShownPerson = z.infer<typeof shownPerson>;

export const peopleChanged = z
  .object({
    people: z.array(shownPerson).describe('those who are shown otherwise since, 500 at most'),
    last: count.describe('as after of the next question'),
  })
  .meta({ id: 'ChangedPeople' });

export const renamedPeople = z
  .object({
    people: z
      .array(z.object({ user: userView, formerNames: z.array(z.string()).describe('as canonical keys') }))
      .describe('those who left the newest 2,000 names'),
  })
  .meta({ id: 'RenamedPeople' });
export type RenamedPerson = z.infer<typeof renamedPeople>['people'][number];

export const changedAfter = z.object({
  after: seq.meta({ example: 0 }).describe('last of the answer before; 0 for everybody who ever changed'),
});

export const profileEvents = {
  person_changed: {
    summary: 'Somebody who shares a room with you has another name, picture or status; gathered',
    to: 'whoever sees them',
    payload: shownPerson,
  },
};
