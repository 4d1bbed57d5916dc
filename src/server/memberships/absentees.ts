/** Nobody gets out of a silence, or of a slow room's pace, by leaving and coming back: parts of the statements by which people do. */

/** In the order of `asBefore`. */
export const timesToKeep = 'silenced_until, slow_until';

/** Of whoever becomes a member: both times as they were when they left, for SQL expressions of both ids. */
export const asBefore = (room: string, person: string): string => {
  const before = (column: string) =>
    `(select was.${column} from absentees was where was.room_id = ${room} and was.user_id = ${person})`;
  return `${before('silenced_until')}, ${before('slow_until')}`;
};

/** After `gone`, a part that answers `room_id`, `user_id` and both times of the memberships that it has ended. */
export const rememberGone = `
  remembered as (
    insert into absentees (room_id, user_id, ${timesToKeep})
    select room_id, user_id, ${timesToKeep} from gone where silenced_until > now() or slow_until > now()
    on conflict (room_id, user_id) do update set silenced_until = excluded.silenced_until, slow_until = excluded.slow_until
  ), forgotten as (
    delete from absentees was using gone
    where was.room_id = gone.room_id and was.user_id = gone.user_id
      and not coalesce(gone.silenced_until > now() or gone.slow_until > now(), false)
  )`;
