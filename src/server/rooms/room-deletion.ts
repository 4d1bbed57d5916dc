/** What the deletion of a room needs of the rooms' table: parts that the statements of its log's owner, and of erasing, join. */
import { countRightsUp } from '../memberships/statements.js';

/** So many messages at most has a room that still counts as empty: all of its keeper's. */
export const mostOfKeeper = 200;

/** Locks a room that has a name (`$n`, its id): nobody writes or comes in any more until the end of the transaction. */
export const lockRoom = (room: string): string =>
  `select name, last_seq from rooms where id = ${room} and access <> 'direct' for update`;

export const deleteRoom = (room: string): string => `delete from rooms where id = ${room}`;

/** Of a room that is deleted with all that is in it, as long as that takes: it is nobody's, has no name, and nobody looks into it. */
export const giveUpRoom = (room: string): string =>
  `update rooms set access = 'deleted', name = null, name_key = null, topic = '', archived_at = null, ${countRightsUp()} where id = ${room}`;
