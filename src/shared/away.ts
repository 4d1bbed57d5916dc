/** What came while a person was away, and what became of what they had read. */
import { z } from 'zod';
import { count, idView, time } from './ids.js';
import { userView } from './people.js';

const place = z.object({ id: idView, address: z.string(), name: z.string() });

export const awayView = z
  .object({
    since: time.describe('when they were last here'),
    rooms: z
      .array(
        z.object({
          room: place,
          unread: count,
          mentions: count.describe('how much of it is meant for you'),
          firstUnreadSeq: idView,
        }),
      )
      .describe(
        'where something came meanwhile, 50 at most, the most first; not those that are muted or tell you nothing',
      ),
    changed: z
      .array(
        z.object({
          room: place,
          message: z.object({
            id: idView,
            seq: idView,
            author: userView,
            text: z
              .string()
              .optional()
              .describe('how its words begin, without formatting; missing once it is deleted'),
          }),
          what: z.enum(['edited', 'deleted']),
          at: time,
        }),
      )
      .describe(
        'messages of yours, and such as you had read, that others have changed; 50 at most, the newest first',
      ),
  })
  .meta({ id: 'Away' });
export type AwayView = z.infer<typeof awayView>;
