import { isMuted, levelOf, membershipOf } from '../memberships/who-is-in.js';
import { mayRead } from '../memberships/rights.js';
import { isAway } from '../presence/statements.js';
import { isQuiet } from '../notices/statements.js';
import { ignores } from '../people/ignoring.js';

/** Minutes that somebody is away, and something unread, before they are mailed of it. */
const patience = 15;

/** More than anybody reads in a mail; what is beyond is counted up to here. */
const mostLookedAt = 1_000;

/** Of activity `y` and its person's membership `m` of the room: it is new to them, and may call them. */
const isUnread = `y.read_at is null and y.seq > m.last_read_seq and not ${isMuted('m')} and ${levelOf('m')} <> 'nothing'`;

/**
 * What the owner of an address (its alias) has missed since the last mail, as rows of activity. In the order of the one index that
 * holds what is unread alone: of what they have read there may be any amount.
 */
export const missedBy = (address: string): string => `(
  select y.* from activity y
  join ${membershipOf('y.user_id', 'y.room_id', 'm')}
  where y.user_id = ${address}.user_id and ${isUnread}
    and y.kind in ('mention', 'answer', 'private') and y.id > ${address}.mailed_up_to
    and y.at >= ${address}.mails_since and y.at < now() - interval '${patience} minutes'
    and ${mayRead('y.user_id', 'y.room_id')} and not ${ignores('y.user_id', 'y.actor_id')}
  order by y.user_id, y.room_id, y.seq limit ${mostLookedAt})`;

/** As a condition on somebody's id: they are to be mailed now, if there is anything to tell. */
export const wantsToHear = (person: string): string =>
  `${isAway(person, patience)} and not ${isQuiet(person)}`;
