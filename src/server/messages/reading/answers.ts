/** How much of the log one answer holds, and how a page of it comes out of the database. */
import type { UserView } from '../../../shared/people.js';
import { userJson } from '../../people/user-view.js';
import { roomState } from '../../rooms/standing.row.js';
import type { MessageRow } from '../message.row.js';

/**
 * Bytes of one answer's messages: what a slow telephone takes in before the next ping is due, and what its reader may leave
 * lying unread. A hundred of the longest take 2 MB, with their formatting and reactions far more.
 */
const answerBytes = 500_000;

/** A page as `inOneRow` answers it. */
export interface PackedPage {
  /** The room's, at the same moment. */
  lastSeq: number;
  state: string;
  /** In the order of the page; null when there are none, or they are too long. */
  messages: PackedRow[] | null;
  /** Of these messages, each once. */
  authors: UserView[] | null;
  /** They are more than an answer may hold. */
  isTooLong: boolean;
}

type PackedRow = Omit<MessageRow, 'author' | 'created_at' | 'edited_at' | 'deleted_at'> & {
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
};

/**
 * The messages that `page` selects (columnsWithoutAuthor), in one row beside the last seq of their room, `$2`; no row where
 * `permission` does not hold. A row for each message takes twice the CPU of those who read them, and an author for each of them
 * a quarter more. `offset 0` keeps them from being packed once to be measured and once to be sent.
 */
export const inOneRow = (page: string, permission: string): string => `
select "lastSeq", state, case when bytes <= ${answerBytes} then packed end as messages, authors, bytes > ${answerBytes} as "isTooLong"
from (
  select room.last_seq as "lastSeq", ${roomState('room')} as state, packed, authors, coalesce(octet_length(packed::text), 0) as bytes
  from rooms room cross join lateral (
    select json_agg(page) as packed, (
      select json_agg(${userJson('author')}) from users author where author.id = any(array_agg(page.author_id))
    ) as authors
    from (${page}) page offset 0
  ) read
  where room.id = $2 and ${permission}
) measured`;

export function unpacked({ messages, authors }: Pick<PackedPage, 'messages' | 'authors'>): MessageRow[] {
  const byId = new Map((authors ?? []).map((author) => [author.id, author]));
  return (messages ?? []).map((row) => ({
    ...row,
    author: byId.get(row.author_id)!,
    created_at: new Date(row.created_at),
    edited_at: row.edited_at === null ? null : new Date(row.edited_at),
    deleted_at: row.deleted_at === null ? null : new Date(row.deleted_at),
  }));
}

/**
 * Of the messages that `page` selects, in the order of `order`, as many as an answer may hold, the first one always. For
 * those that are too long: adding them up, one after the other, takes a fifth of what a page takes.
 */
export const withinAnswer = (page: string, order: string): string => `
select * from (
  select page.*, sum(
    300 + coalesce(octet_length(text), 0) + coalesce(octet_length(html), 0) + coalesce(octet_length(reactions::text), 0)
      + coalesce(octet_length(quoted::text), 0) + coalesce(octet_length(files::text), 0)
  ) over (order by ${order} rows between unbounded preceding and 1 preceding) as before
  from (${page}) page
) counted where before is null or before < ${answerBytes} order by ${order}`;
