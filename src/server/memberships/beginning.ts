/** Who may begin a conversation with somebody, as the SQL of other features asks it: what has begun goes on for ever. */
import { isAdministrator } from '../people/administrators.js';

/**
 * Of the author (the alias of their row) and somebody given by an SQL expression of the id. Administrators always may. A conversation
 * is no room that both are in, and neither is a group: into those one is taken by whoever wants to write.
 */
export const mayBeginWith = (author: string, person: string): string => `((
  select case writable.writable_by when 'everybody' then true when 'rooms' then ${isAdministrator(author)} or ((
    select true from memberships mine
    cross join lateral (
      select from rooms both_in where both_in.id = mine.room_id and both_in.access not in ('direct', 'group') limit 1
    ) named
    cross join lateral (
      select from memberships theirs where theirs.room_id = mine.room_id and theirs.user_id = ${person} limit 1
    ) shared
    where mine.user_id = ${author}.id limit 1) is true)
  else ${isAdministrator(author)} end
  from users writable where writable.id = ${person}) is true)`;
