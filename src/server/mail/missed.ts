import { asTheyStand, isNews } from '../activity/activity.row.js';
import { isQuiet } from '../notices/statements.js';
import { isAway } from '../presence/statements.js';

/** Minutes that somebody is away, and something unread, before they are mailed of it. */
const patience = 15;

/** More than anybody reads in a mail; what is beyond is counted up to here. */
const mostLookedAt = 1_000;

/**
 * What the owner of an address (its alias, which is not `a`) has missed since the last mail, as rows of activity. In the order of the one index that
 * holds what is unread alone: of what they have read there may be any amount.
 */
export const missedBy = (address: string): string => `(
  select a.* from activity a ${asTheyStand}
  where a.user_id = ${address}.user_id and a.read_at is null
    and a.kind in ('mention', 'answer', 'private', 'reminder') and a.id > ${address}.mailed_up_to
    and a.at >= ${address}.mails_since and a.at < now() - interval '${patience} minutes'
    and ${isNews}
  order by a.user_id, a.room_id, a.seq limit ${mostLookedAt})`;

/** As a condition on somebody's id: they are to be mailed now, if there is anything to tell. */
export const wantsToHear = (person: string): string =>
  `${isAway(person, patience)} and not ${isQuiet(person)}`;
