/** What the deletion of a room needs of the rooms' table: parts that the statements of its log's owner join. */

/** So many messages at most has a room that still counts as empty: all of its keeper's. */
export const mostOfKeeper = 200;

/** Locks a room that has a name (`$n`, its id): nobody writes or comes in any more until the end of the transaction. */
export const lockRoom = (room: string): string =>
  `select name, last_seq from rooms where id = ${room} and access <> 'direct' for update`;

export const deleteRoom = (room: string): string => `delete from rooms where id = ${room}`;
