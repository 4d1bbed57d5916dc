/** Search: what is asked, and what is found. What a query means is rules/search-query.ts. */
import { z } from 'zod';
import { count, id, idView, time } from './ids.js';
import { foundMessageView } from './messages.js';
import { timeZone } from './notices.js';
import { aboutView } from './room-lines.js';
import { userView } from './people.js';
import { plainText } from './text.js';

export const searchOrders = ['newest', 'best'] as const;
export type SearchOrder = (typeof searchOrders)[number];

/** Longer queries are refused with a sentence; a page cuts them. */
export const queryLength = 1_000;

export const searchWanted = z.object({
  q: plainText(queryLength, 'This is too long to search for: at most {{maximum}} characters.').describe(
    'words, "phrases", -without, from: to:me in: mentions: before: after: on: has: is:',
  ),
  order: z.enum(searchOrders).default('newest'),
  room: id.optional().describe('id of a room: only there'),
  cursor: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/, 'This does not lead on. Begin with the first page.')
    .optional()
    .describe('next of the page before'),
  zone: timeZone.optional().describe('in which days begin, as IANA names it; without it those of UTC'),
  limit: z
    .int('The limit must be a whole number.')
    .min(1, 'Ask for at least one message.')
    .max(50, 'Ask for at most {{maximum}} messages.')
    .default(20),
});
export type SearchWanted = z.output<typeof searchWanted>;

/** From, included, until, not included: UTF-16 code units of the message's text. */
export const mark = z.tuple([count, count]);
export type Mark = z.infer<typeof mark>;

/** What the reader does not want to see at once; only there where it is so. */
const ofIgnored = {
  ignored: z
    .literal(true)
    .optional()
    .describe('by somebody whom you ignore: found all the same, and folded on pages'),
};

/** A message beside a hit, in one line. */
export const nearbyView = z
  .object({
    seq: idView,
    author: userView,
    text: z.string().describe('how its words begin, without formatting'),
    about: aboutView.optional().describe('what it is about, where it is a line of the room'),
    ...ofIgnored,
  })
  .meta({ id: 'NearbyMessage' });

export const hitView = z
  .object({
    message: foundMessageView,
    ...ofIgnored,
    marks: z.array(mark).describe('what was found, in its text'),
    before: z.array(nearbyView).describe('up to two messages before it, the earlier first'),
    after: z.array(nearbyView).describe('up to two messages after it'),
  })
  .meta({ id: 'Hit' });
export type HitView = z.infer<typeof hitView>;

export const roomCount = z
  .object({
    room: z.object({ id: idView, name: z.string(), address: z.string(), access: z.string() }),
    count,
  })
  .meta({ id: 'HitsOfRoom' });
export type RoomCount = z.infer<typeof roomCount>;

export const searchView = z
  .object({
    hits: z.array(hitView),
    next: z.string().nullable().describe('cursor of the next page; null at the end'),
    rooms: z
      .array(roomCount)
      .describe(
        'how many were found in which room, the most first; of the first page only, and of a hundred rooms and those of its hits',
      ),
    inRooms: count.describe('in how many rooms; 0 on the pages that follow'),
    total: count,
    isCounted: z
      .boolean()
      .describe('false: the numbers are what there is, about: some of many were looked at'),
    isWhole: z
      .boolean()
      .describe('false: the search took too long and was ended; older messages may match, too'),
    milliseconds: z.number(),
    notes: z
      .array(z.string())
      .describe('sentences about what of the query was not understood, as an unknown person or day'),
    at: time.describe('when it was looked for'),
  })
  .meta({ id: 'Search' });
export type SearchView = z.infer<typeof searchView>;
