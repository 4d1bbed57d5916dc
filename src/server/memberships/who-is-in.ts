/**
 * Who is in a room, as the SQL of other features asks it. Rooms and people are given by SQL expressions of their ids.
 *
 * A look at one membership is a sub-select that nothing but an index can answer: as a plain join, or as `exists`, PostgreSQL
 * may read the whole table once and hash it, and it does wherever it takes the table for small: analysed while it was empty, it
 * believes so until the next autoanalyze, however many messages and joins that is.
 */
import { ownLevelOf } from '../people/own-level.js';
import { textSetting } from '../settings/statements.js';

/** Of what people are told in their rooms where nobody has said otherwise. */
export const defaultLevel = textSetting('default_level');

/** For a join: somebody's membership of a room, under a name in the statement. */
export const membershipOf = (person: string, room: string, name: string): string =>
  `lateral (
    select * from memberships in_as where in_as.room_id = ${room} and in_as.user_id = ${person} limit 1
  ) ${name} on true`;

/** Of a membership (its alias): it is muted now. */
export const isMuted = (membership: string): string => `coalesce(${membership}.muted_until > now(), false)`;

const isTalk = (room: string) => `(select access from rooms where rooms.id = ${room}) in ('direct', 'group')`;

/**
 * Of a membership (its alias): at which level its member is told of the room. What they chose there, else what they chose for
 * all rooms (`ownLevel`), else what the server does; but whoever wants to hear nothing of rooms still hears of what is said to
 * nobody else (`talk`). Both are looked up, unless the statement has them at hand.
 */
export const levelOf = (
  membership: string,
  { ownLevel = ownLevelOf(`${membership}.user_id`), talk = isTalk(`${membership}.room_id`) } = {},
): string => `case when ${membership}.user_id is not null then coalesce(
    ${membership}.level, nullif(coalesce(${ownLevel}, ${defaultLevel}), 'nothing'),
    case when ${talk} then 'mentions' else 'nothing' end) end`;

/** Until when, where that is a moment and not for good. */
export const mutedUntil = (membership: string): string =>
  `case when ${membership}.muted_until > now() and isfinite(${membership}.muted_until) then ${membership}.muted_until end`;

/** As a condition, looked up where the statement comes to it. */
export const isMember = (person: string, room: string): string =>
  `((select true from memberships in_as where in_as.room_id = ${room} and in_as.user_id = ${person}) is true)`;

/** The ids of the rooms that somebody is a member of, as an array. */
export const roomsOf = (person: string): string =>
  `array(select room_id from memberships where user_id = ${person})`;

/**
 * The members of a room, of `memberships` (its alias in the statement), in the order of their ids. A range and an order that
 * the primary key alone has: of an equality the index by people can make as much, reading everybody's memberships.
 */
export const membersOf = (room: string, name: string): { condition: string; order: string } => ({
  condition: `${name}.room_id >= ${room} and ${name}.room_id <= ${room}`,
  order: `${name}.room_id, ${name}.user_id`,
});

/** True where somebody else is a member, null otherwise. */
export function othersThan(person: string, room: string): string {
  const { condition, order } = membersOf(room, 'x');
  return `(select true from memberships x where ${condition} and x.user_id <> ${person} order by ${order} limit 1)`;
}

/** How many members a room has, counted up to `most`. */
export function memberCount(room: string, most?: number): string {
  const { condition, order } = membersOf(room, 'x');
  const limit = most === undefined ? '' : ` limit ${most}`;
  return `(select count(*) from (select from memberships x where ${condition} order by ${order}${limit}) counted)`;
}

/**
 * The rooms where others see somebody come and go: those of theirs among `served` (an array of ids), and all their
 * conversations, as `room_id` and `direct`: those stand in the sidebars of all who are in them.
 */
export const placesOf = (person: string, served: string): string => `
  select seen_in.room_id, seen_room.access in ('direct', 'group') as direct from (
    select room_id from memberships where user_id = ${person} order by user_id, room_id offset 0
  ) seen_in
  cross join lateral (select access from rooms where rooms.id = seen_in.room_id limit 1) seen_room
  where seen_in.room_id = any(${served}::bigint[]) or seen_room.access in ('direct', 'group')`;
