/** What a room is called, and where it is, as somebody reads it: conversations have no name of their own. Rooms are given by the alias of a row. */
import { mostInGroup } from '../../shared/rooms.js';
import { membersOf } from '../memberships/who-is-in.js';
import { shownName, userJson } from '../people/user-view.js';
import { otherOf } from './direct-key.js';

const othersIn = (room: string, reader: string, columns: string): string => {
  const { condition, order } = membersOf(`${room}.id`, 'x');
  return `(
    select ${columns} from (
      select user_id from memberships x where ${condition} and x.user_id <> ${reader} order by ${order} limit ${mostInGroup}
    ) among
    cross join lateral (select * from users where users.id = among.user_id limit 1) other)`;
};

/** The others of a group, as a JSON array of UserViews; null where nobody is left. */
export const othersOfGroup = (room: string, reader: string): string =>
  othersIn(room, reader, `json_agg(${userJson('other')} order by other.id)`);

const ofOther = (room: string, reader: string, column: string): string =>
  `(select ${column} from users other where other.id = ${otherOf(room, reader)} limit 1)`;

/** For a reader who is alone in a group: their own name. */
const ownName = (reader: string): string =>
  `(select ${shownName('other')} from users other where other.id = ${reader} limit 1)`;

/** The name: of a conversation those of the others. */
export const nameFor = (room: string, reader: string): string => `case ${room}.access
    when 'direct' then ${ofOther(room, reader, shownName('other'))}
    when 'group' then coalesce(${othersIn(room, reader, `string_agg(${shownName('other')}, ', ' order by other.id)`)}, ${ownName(reader)})
    else ${room}.name end`;

/** The address. */
export const addressFor = (room: string, reader: string): string => `case ${room}.access
    when 'direct' then '@' || ${ofOther(room, reader, 'other.username')}
    when 'group' then '~' || ${room}.id
    else ${room}.name end`;
