/** What other statements ask, and do, about pins: parts that they join. */
import { userJson } from '../../people/user-view.js';

/** A moment as views have it. */
export const iso = (moment: string) =>
  `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of a message (its alias): it is pinned. A room's are found by `pinned_in`, which is the room's id then. */
export const isPinned = (message: string): string => `(${message}.pinned_in is not null)`;

/** When and by whom, as a MessageRow has it. */
export const pinnedColumn = (message: string): string => `case when ${isPinned(message)} then (
    select json_build_object('at', ${iso(`${message}.pinned_at`)}, 'by', ${userJson('pinner')})
    from users pinner where pinner.id = ${message}.pinned_by) end as pinned`;

/** For an update of messages: whatever is deleted is not pinned any more. */
export const unpinned = 'pinned_in = null, pinned_at = null, pinned_by = null';

/** How many are pinned in a room (an SQL expression of its id). */
export const pinCount = (room: string): string =>
  `(select count(*) from messages pinned where pinned.pinned_in = ${room})`;
