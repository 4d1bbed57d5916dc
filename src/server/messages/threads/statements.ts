/** What other features write and ask here together with what is theirs: parts that their statements join. */

/** How far somebody has read a thread (SQL expressions of ids) where they said so; else null. */
export const threadMark = (thread: string, person: string): string => `(
  select mark.last_read_seq from thread_follows mark where mark.thread_id = ${thread} and mark.user_id = ${person})`;

/**
 * Lets people follow threads from now on who have not said that they do not: `begun` is a part of the statement that answers `thread_id`,
 * `user_id`, `room_id` and `read_seq`, up to which they know it. Answers those who did not follow it before.
 */
export const insertFollows = (begun: string): string => `
  insert into thread_follows (thread_id, user_id, room_id, following, last_read_seq)
  select thread_id, user_id, room_id, true, min(read_seq) from ${begun}
  group by thread_id, user_id, room_id order by thread_id, user_id
  on conflict do nothing returning thread_id, user_id, last_read_seq`;
