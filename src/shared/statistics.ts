/** What went on, day by day. */
import { z } from 'zod';
import { count } from './ids.js';

const statisticsDay = z.object({
  day: z.iso.date().describe('in UTC'),
  people: count.describe('who wrote something'),
  messages: count.describe('written that day, also those that were removed later'),
  rooms: count.describe('in which somebody wrote something, conversations among them'),
  newRooms: count.describe('made that day'),
  fileBytes: count.describe('what files took at its end'),
});
export type StatisticsDay = z.infer<typeof statisticsDay>;

export const statisticsView = z
  .object({
    days: z
      .array(statisticsDay)
      .describe('the last 90, as far as there is something to count; the newest, which has not ended, last'),
    counting: z.boolean().describe('true: earlier days are still being counted; ask again'),
  })
  .meta({ id: 'Statistics' });
export type StatisticsView = z.infer<typeof statisticsView>;
