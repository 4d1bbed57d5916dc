/** What others count of rooms: parts that their statements join. */
import { firstSince } from '../platform/postgres/first-since.js';

/** How many rooms were made from one moment to another, as they are now; conversations are none. */
export const roomsMadeBetween = (from: string, to: string): string => `(
  select count(*) from rooms made
  where made.id >= ${firstSince('rooms', from)} and made.id < ${firstSince('rooms', to)} and made.access in ('public', 'private', 'admins')
)`;
