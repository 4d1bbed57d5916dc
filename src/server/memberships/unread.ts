/** Unread messages are counted up to this number: more is as good as many, and the count stays quick. */
const unreadCountedTo = 10_000;

/**
 * Unread = messages of others after the mark. `reader`, `room` and `mark` are SQL expressions. The one look that this
 * feature takes into the messages: a walk along (room_id, seq) from the mark on, by the order that no other index has.
 */
export const unreadCount = (reader: string, room: string, mark: string): string => `
  (select count(*) from (select from messages x
    where x.room_id = ${room} and x.seq > ${mark} and x.author_id <> ${reader}
    order by x.seq limit ${unreadCountedTo}) counted)`;
