import { mayRead } from '../../memberships/rights.js';

/**
 * The room of a file that its reader sees as an inspector only, as `{ id, name }`; null for all others. Of a statement that looks
 * whether they may see it at all; the file by its alias, the reader an SQL expression of the id.
 */
export const inspectedRoom = (file: string, reader: string): string => `case
    when ${file}.message_id is not null and not ${mayRead(reader, `${file}.room_id`)} then (
      select json_build_object('id', seen_room.id, 'name', seen_room.name) from rooms seen_room
      where seen_room.id = ${file}.room_id) end`;
