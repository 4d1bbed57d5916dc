/**
 * Who may read and who may write in a room: each rule stands here once, and whatever statement needs it joins it. They are
 * conditions on rows that the statement has at hand: a room (the alias of its row), and a person.
 */
import type { Access } from '../../shared/rooms.js';
import { isAdministrator, isAdministratorNow } from '../people/administrators.js';
import { isGuest, isGuestNow } from '../people/guests.js';
import { isBanned } from './bans.js';
import { isMember } from './who-is-in.js';

/** SQL conditions on the person whom a rule is about. */
interface Person {
  /** They are an administrator now. */
  administrator: string;
  /** They are a guest: nothing is open to them but what they were brought into. */
  guest: string;
  /** They are a member of the room. */
  member: string;
  /** They are banned from it: looked at where it is open to everybody, and they are no member. */
  banned: string;
}

/** They may read the room, and become a member of it by themselves. One that is deleted has no members. */
export const isOpenTo = (room: string, person: Person, ofPublic = openByBelonging(person)): string =>
  `case ${room}.access when 'public' then ${ofPublic} when 'admins' then ${person.administrator} else ${person.member} end`;

/** Where the membership is at hand, it is asked for before the ban; where it would be looked up, the other way round. */
const openByBelonging = ({ guest, member, banned }: Person): string =>
  `(${member} or not (${guest} or ${banned}))`;
const openByPeace = ({ guest, member, banned }: Person): string =>
  `(not (${guest} or ${banned}) or ${member})`;

/**
 * The same of a member who is an SQL expression of the id. Only a room for administrators has them looked up: that their
 * account is there, others ask.
 */
export const isOpenToMember = (room: string, person: string): string =>
  isOpenTo(room, {
    administrator: isAdministratorNow(person),
    guest: 'false',
    member: 'true',
    banned: 'false',
  });

/** The ids of the rooms that somebody is a member of and may read, as an array. Each room by its index, however few there are. */
export const openRoomsOf = (person: string): string => `array(
  select open_room.id from memberships open_as
  cross join lateral (select id, access from rooms where rooms.id = open_as.room_id limit 1) open_room
  where open_as.user_id = ${person} and ${isOpenToMember('open_room', person)})`;

/**
 * They may look into the room as its inspector, without being a member: administrators, and never into a conversation.
 * `allowed` (an SQL expression) is false for somebody whose API token forbids it.
 */
export const isInspectedBy = (room: string, administrator: string, allowed: string): string =>
  `(${allowed} and ${administrator} and ${room}.access in ('public', 'private', 'admins'))`;

/** They are to be silent there, looked up in the same way. */
export const isSilenced = (room: string, person: string): string => `((
  select silenced_until > now() from memberships kept_by where kept_by.room_id = ${room} and kept_by.user_id = ${person}) is true)`;

/** The same person as whoever writes. */
interface Writer extends Person {
  /** They are a keeper of the room. */
  keeper: string;
  /** They are to be silent there for now. */
  silenced: string;
  /** What is said of that in its place, where somebody is told until when. */
  silence?: string;
}

/** Why somebody may not write in a room. */
export type PostingRefusal = 'no_room' | 'not_member' | 'archived' | 'read_only' | 'silenced';

/** The same as an SQL expression: a `PostingRefusal`, null for whoever may. */
export const postingRefusal = (
  room: string,
  { keeper, silenced, silence = `'silenced'`, ...person }: Writer,
): string => `case
    when not (${isOpenTo(room, person)}) then 'no_room'
    when not (${person.member}) then 'not_member'
    when ${room}.archived_at is not null then 'archived'
    when ${room}.posting = 'admins' and not (${person.administrator} or ${keeper}) then 'read_only'
    when ${silenced} then ${silence} end`;

/**
 * The condition that a person may read a room, where neither row is at hand (both given by an SQL expression of the id):
 * for queries that read messages. Its aliases are long so that they never capture a name in those expressions. No `exists`,
 * which may be hashed, or joined, over all rooms and people.
 */
export const mayRead = (reader: string, room: string): string => lookedAt(reader, room, isOpen(reader, room));

/** In the same way that they may look into it as its inspector. */
export const mayInspect = (reader: string, room: string, allowed: string): string =>
  lookedAt(reader, room, isInspectedBy('read_room', isAdministrator('read_by'), allowed));

/** In the same way that they may change what is said in it: its members, as long as it is not archived. */
export const mayChange = (person: string, room: string): string =>
  lookedAt(
    person,
    room,
    `${isOpen(person, room)} and ${isMember(person, room)} and read_room.archived_at is null`,
  );

function isOpen(reader: string, room: string): string {
  const person = {
    administrator: isAdministrator('read_by'),
    guest: isGuest('read_by'),
    member: isMember(reader, room),
    banned: isBanned(room, reader),
  };
  return isOpenTo('read_room', person, openByPeace(person));
}

const lookedAt = (reader: string, room: string, condition: string): string => `((
  select ${condition} from rooms read_room, users read_by
  where read_room.id = ${room} and read_by.id = ${reader} and read_by.deactivated_at is null) is true)`;

/** They look after a room: its keepers, and administrators. Both are given by SQL expressions of the id. */
export const looksAfter = (room: string, person: string): string =>
  `(${isAdministratorNow(person)} or ${isKeeper(room, person)})`;

/** They are one of its keepers, looked up where the statement comes to it. */
export const isKeeper = (room: string, person: string): string => `((
  select keeper from memberships kept_by where kept_by.room_id = ${room} and kept_by.user_id = ${person}) is true)`;

/**
 * They may pin, and take pins away, for all of a room: whoever looks after it and may write there, as the room is told of it;
 * of a conversation, everybody in it. `id` is an SQL expression of theirs.
 */
export const mayPin = (room: string, writer: Writer): string => `
  ((${room}.access in ('direct', 'group') or ${writer.administrator} or ${writer.keeper})
    and ${postingRefusal(room, writer)} is null)`;

/**
 * They may know of somebody: everybody of everybody, but a guest of those alone who are in a room with them. Both are given by
 * SQL expressions of the id; whoever asks looks at one person by index, whatever the reader's role.
 */
export const maySee = (reader: string, person: string): string => `
  (not ${isGuestNow(reader)} or ${person} = ${reader} or ${sharesRoom(reader, person)})`;

/** There is a room that both are in, of the access where one is given. */
export const sharesRoom = (reader: string, person: string, access?: Access): string => `((
  select true from memberships mine
  cross join lateral (
    select from memberships theirs where theirs.room_id = mine.room_id and theirs.user_id = ${person} limit 1
  ) shared${access === undefined ? '' : sharedOf(access)}
  where mine.user_id = ${reader} limit 1) is true)`;

const sharedOf = (access: Access): string => `
  cross join lateral (
    select from rooms shared_room where shared_room.id = mine.room_id and shared_room.access = '${access}' limit 1
  ) so_called`;

/** Of a person (their alias): whether they can look after a room that they are in. */
export const mayKeep = (person: string): string =>
  `(${person}.deactivated_at is null and ${person}.role not in ('guest', 'bot'))`;
