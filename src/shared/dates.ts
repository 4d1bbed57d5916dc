/** When the messages of a room were written: seqs have no holes and times follow them, so either leads to the other. */
import { z } from 'zod';
import type { ClientEventDeclaration } from './event-declarations.js';
import { limits } from './limits.js';
import { count, id, idView, instant, seq, time } from './ids.js';

const tooMany = 'Ask for at most {{maximum}} entries.';

const datesAsked = z.object({
  roomId: id,
  of: z.array(seq).max(limits.datesAtOnce, tooMany).default([]).describe('seqs: when were these written?'),
  since: z
    .array(instant)
    .max(limits.datesAtOnce, tooMany)
    .default([])
    .describe('moments: which message is the first from then on?'),
});
export type DatesAsked = z.output<typeof datesAsked>;

const datesView = z.object({
  lastSeq: count.describe('of the room'),
  written: z
    .array(z.object({ seq: idView, createdAt: time }))
    .describe('those of the seqs that there are, in their order'),
  firsts: z
    .array(idView.nullable())
    .describe('for each moment, in its place, a seq; null where nothing was written from then on'),
});
export type DatesView = z.output<typeof datesView>;

export const dateEvents = {
  dates: {
    summary: 'When messages were written, by their place in the room, and which was the first from a time on',
    who: 'whoever may read the room',
    scope: 'read',
    limit: 'history',
    payload: datesAsked,
    value: datesView,
  },
} satisfies Record<string, ClientEventDeclaration>;
