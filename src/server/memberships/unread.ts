import { ignoredBy } from '../people/ignoring.js';

/** Unread messages are counted up to this number: more is as good as many, and the count stays quick. */
const unreadCountedTo = 10_000;

/**
 * Unread = messages of others after the mark, but for those of people whom the reader ignores. `reader`, `room` and `mark` are
 * SQL expressions. The one look that this feature takes into the messages: a walk along (room_id, seq) back to the mark, by the
 * order that no other index has. It ends at the newest ten thousand of others, whoever wrote them: a program that somebody
 * ignores may have written a million. Where `reader` is a parameter, whom they ignore is looked up once in a query.
 */
export const unreadCount = (reader: string, room: string, mark: string): string => `
  (select count(*) from (select x.author_id from messages x
    where x.room_id = ${room} and x.seq > ${mark} and x.author_id <> ${reader}
    order by x.seq desc limit ${unreadCountedTo}) counted where counted.author_id <> all(${ignoredBy(reader)}))`;
