/** What others count of messages: parts that their statements join. */
import { firstSince } from '../../platform/postgres/first-since.js';

/** What people wrote from one moment to another, as `author_id` and `room_id`: also what was removed since, but no line of the server's own. */
export const writtenBetween = (from: string, to: string): string => `(
  select author_id, room_id from messages written
  where written.id >= ${firstSince('messages', from)} and written.id < ${firstSince('messages', to)} and written.kind in ('text', 'action')
)`;
