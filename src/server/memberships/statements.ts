/** What other features write here together with what is theirs: parts that their statements join. */
import { asBefore, timesToKeep } from './absentees.js';

/**
 * Makes people (`$n`, an array of their ids) members who have read everything so far of the rooms in `rooms`, which is a
 * part of the statement that answers `id`, `last_seq` and `rev`. `keeper`: whether `person` is one from the first.
 */
export const insertMembers = (rooms: string, people: string, keeper = 'false'): string => `
  insert into memberships (room_id, user_id, last_read_seq, last_read_rev, keeper, keeper_since, ${timesToKeep})
  select ${rooms}.id, person, ${rooms}.last_seq, ${rooms}.rev, ${keeper}, case when ${keeper} then now() end, ${asBefore(`${rooms}.id`, 'person')}
  from ${rooms}, unnest(${people}::bigint[]) person
  on conflict do nothing returning room_id, user_id`;

/**
 * For a room (`$n`, its id) that is for administrators from now on. By their role alone: one whose account is disabled is
 * among them again when it comes back.
 */
export const endAllButAdministrators = (room: string): string => `
  delete from memberships m using users u
  where m.room_id = ${room} and u.id = m.user_id and u.role <> 'admin' returning m.user_id`;

/** Of a room that goes away. */
export const endAll = (room: string): string => `delete from memberships where room_id = ${room}`;
export const endBans = (room: string): string => `delete from room_bans where room_id = ${room}`;

/**
 * In an update of `rooms`, which locks them: who may post there has changed, if `condition` holds. That stops a message
 * which is on its way already, see the append statement of the room log.
 */
export const countRightsUp = (condition = 'true'): string => `rights = rights + (${condition})::int`;

/** Where somebody keeps a room in their list. */
export interface NewPlace {
  room_id: number;
  favourite: boolean;
  section_id: number | null;
  place: number | null;
}

/** Of a person (`$1`, their id): rooms (`$2`, a JSON array of `NewPlace`) stand there from now on. */
export const placeRooms = `
  update memberships m set favourite = given.favourite, section_id = given.section_id, place = given.place
  from jsonb_to_recordset($2::jsonb) given(room_id bigint, favourite boolean, section_id bigint, place double precision)
  where m.room_id = given.room_id and m.user_id = $1
  returning m.room_id as "roomId", m.favourite, m.section_id as section, m.place`;

/**
 * In the statement that writes a message of theirs into a slow room: when a member `m` may write there again, by `counter.now`
 * (when it is written) and `room.slow_seconds`.
 */
export const slowDown =
  'update memberships m set slow_until = counter.now + make_interval(secs => room.slow_seconds)';
