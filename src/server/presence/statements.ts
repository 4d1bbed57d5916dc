/** Parts of other features' statements that ask who is here. */

/** As a condition on an SQL expression of somebody's id: for so many minutes nobody has seen them here, on any node. */
export const isAway = (person: string, minutes: number): string => `(
  (select true from presence here where here.user_id = ${person} and (
    select lease_until > now() from nodes where nodes.id = here.node_id) limit 1) is not true
  and (select last_here.at > now() - interval '${minutes} minutes' from last_here where last_here.user_id = ${person}) is not true)`;

/** Of a room that goes away. */
export const forgetPresence = (room: string): string => `delete from presence where room_id = ${room}`;
