/** Who is in a room, as the SQL of other features asks it. Rooms and people are given by SQL expressions of their ids. */

/** For a join: somebody's membership of a room, under a name in the statement. */
export const membershipOf = (person: string, room: string, name: string): string =>
  `memberships ${name} on ${name}.room_id = ${room} and ${name}.user_id = ${person}`;

/** The ids of the rooms that somebody is a member of, as an array. */
export const roomsOf = (person: string): string =>
  `array(select room_id from memberships where user_id = ${person})`;

export const memberCount = (room: string): string =>
  `(select count(*) from memberships x where x.room_id = ${room})`;

/**
 * The id of the other person of a direct room (the alias of its row); null for any other room. Only a direct room has its
 * members looked through: as a plain join, every look at a room would read them all.
 */
export const otherMemberOf = (room: string, person: string): string => `(
    select x.user_id from memberships x
    where ${room}.access = 'direct' and x.room_id = ${room}.id and x.user_id <> ${person} limit 1)`;
