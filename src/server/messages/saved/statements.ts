/** What other features ask, and do, about saved messages: parts that their statements join. */
import { isOpenToMember } from '../../memberships/rights.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import { lookedUp } from '../../platform/postgres/looked-up.js';

/**
 * Of rows `saved` (their alias) the message `m`, its room `r` and the membership `belongs`: only where the person is a member, and
 * the room is open to them.
 */
export const whereTheyBelong = (saved: string) => ({
  joins: `
  cross join lateral (select * from messages where messages.id = ${saved}.message_id limit 1) m
  cross join lateral (select * from rooms where rooms.id = ${saved}.room_id limit 1) r
  left join ${membershipOf(`${saved}.user_id`, `${saved}.room_id`, 'belongs')}`,
  condition: `(belongs.user_id is not null and ${isOpenToMember('r', `${saved}.user_id`)})`,
});

/**
 * Reminders that are due by the database's clock, as `taken`: at most so many, each by one node and never again, with what the rest of
 * the statement makes of them. Devices are to be called where `calls`, a condition on the row `due`, says so.
 */
export const takeDue = (most: string, calls: string): string => `
  due as materialized (
    select s.id, s.user_id from saved s where s.remind_at <= now() and s.user_id > 0 order by s.remind_at limit ${most}
    for update skip locked
  ), taken as (
    update saved s set remind_at = null, reminded_at = now(), call_at = case when ${calls} then now() end
    from due where ${lookedUp('s.id', 'due.id')} returning s.*
  )`;

/** In the same way those for which devices are to be called now. */
export const takeCalls = (most: string): string => `
  due as materialized (
    select s.id from saved s where s.call_at <= now() order by s.call_at limit ${most} for update skip locked
  ), taken as (
    update saved s set call_at = null from due where ${lookedUp('s.id', 'due.id')} returning s.*
  )`;
