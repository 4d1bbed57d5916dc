/**
 * Whom a message calls, as ids that stay theirs whatever they are called later. Of the names in a text (`calledIn`) those that
 * are somebody's, and of a guest's text somebody's whom they may know of; of the words for everybody those that the author may use: `here` whoever looks after the room or the server,
 * and in a room of fewer than a hundred each of its members; `room` only the former.
 */
import type { Mentioned } from '../../../shared/messages.js';
import type { Called } from '../../../shared/rules/mentions.js';
import { looksAfter, maySee } from '../../memberships/rights.js';
import { personCalled } from '../../people/usernames.repository.js';
import { memberCount } from '../../memberships/who-is-in.js';

/** Stand in `messages.mentions` beside the ids of people, which are positive. */
export const everybodyHere = 0;
export const everybodyInRoom = -1;

/** Members from which on not everybody may call all who are online. */
const largeRoom = 100;

/** One text a message: a line a name, its keys between tabs. No key has either in it, as a key folds white space. */
export const namesParameter = (called: Called | null): string | null =>
  called ? called.names.map((keys) => keys.join('\t')).join('\n') : null;

/** Each argument is an SQL expression; `names` null: nobody is called, and nothing is looked up. An array of ids, or null. */
export const mentionedBy = ({
  names,
  everybody,
  author,
  room,
}: Record<'names' | 'everybody' | 'author' | 'room', string>): string => `
  case when ${names} is not null then nullif(array(
    select called.id from unnest(string_to_array(${names}, E'\\n')) named(keys)
    cross join lateral (
      select found.id from unnest(string_to_array(named.keys, E'\\t')) with ordinality likely(key, rank)
      cross join lateral (select ${personCalled('likely.key')} as id) found
      where found.id is not null and ${maySee(author, 'found.id')}
      order by likely.rank limit 1
    ) called
    group by called.id
    union all
    select case ${everybody} when 'here' then ${everybodyHere} else ${everybodyInRoom} end
    where ${everybody} is not null and (${looksAfter(room, author)}
      or ${everybody} = 'here' and ${memberCount(room, largeRoom)} < ${largeRoom})
  ), '{}') end`;

/** As it goes over the wire. */
export const mentionsView = (ids: number[]): Mentioned[] =>
  ids.map((id) => (id === everybodyHere ? 'here' : id === everybodyInRoom ? 'room' : id));
