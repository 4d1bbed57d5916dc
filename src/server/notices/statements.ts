/** What other features write here together with what is theirs: parts that their statements join. */

import { isOn } from '../settings/statements.js';

/** Seconds that a person has to read a message before their devices are called. */
export const patienceSeconds = 5;

/**
 * Calls people: `told` is a part of the statement that answers `user_id`, `room_id`, `message_id`, `seq`, `messages` and `is_meant`, no
 * room twice for one person. Whether they are to be called at all is asked when it is due. What waits already becomes one with it; so does what stands
 * on their devices, which rings again only for what is meant for them.
 */
export const insertNotices = (told: string): string => `
  insert into notices (user_id, room_id, message_id, seq, messages, is_meant, due_at)
  select user_id, room_id, message_id, seq, messages, is_meant, now() + make_interval(secs => ${patienceSeconds}) from ${told}
  on conflict (user_id, room_id) do update set
    message_id = excluded.message_id, seq = excluded.seq, messages = notices.messages + excluded.messages,
    is_meant = notices.is_meant or excluded.is_meant,
    due_at = case when notices.due_at is not null then notices.due_at when excluded.is_meant then excluded.due_at end`;

/** As a condition on an SQL expression of somebody's id: they are not to be disturbed now, or at another moment. */
export const isQuiet = (person: string, moment = 'now()'): string => `((
  select coalesce(quiet.quiet_until > ${moment}, false) or case
    when quiet.quiet_from < quiet.quiet_to then local.minute >= quiet.quiet_from and local.minute < quiet.quiet_to
    when quiet.quiet_from > quiet.quiet_to then local.minute >= quiet.quiet_from or local.minute < quiet.quiet_to
    else false end
  from notice_settings quiet
  cross join lateral (
    select extract(hour from zoned.now) * 60 + extract(minute from zoned.now) as minute
    from (select ${moment} at time zone quiet.time_zone as now) zoned
  ) local
  where quiet.user_id = ${person}) is true)`;

/** As a condition on an SQL expression of somebody's id: notices on their devices say nothing of the text. */
export const hidesText = (person: string): string => `(${isOn('push_hides_text')}
    or coalesce((select hides_text from notice_settings given where given.user_id = ${person}), false))`;

/** All keywords, as `userId` and `keywords`; and a text that is another one whenever any of them is. */
export const keywordsOfAll = `select user_id as "userId", keywords from notice_settings where keywords <> '{}'`;
export const keywordsState = `
  select coalesce(sum(hashtextextended(user_id || ' ' || keywords::text, 0)), 0)::text as state
  from notice_settings where keywords <> '{}'`;

/** Ids of those who can be called on a device. */
export const peopleWithDevices = 'select distinct user_id from push_subscriptions';

/** As a condition on an SQL expression of somebody's id: they can be called on a device. */
export const hasDevice = (person: string): string =>
  `((select true from push_subscriptions device where device.user_id = ${person} limit 1) is true)`;
