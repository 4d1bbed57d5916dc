/** A room as its reader stands to it: what every question about rooms begins with. */
import type { MembershipView } from '../../shared/memberships.js';
import type { Level, Role, RoomsOpen, UserView } from '../../shared/people.js';
import type { Access, Posting, RoomView } from '../../shared/rooms.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { isBanned } from '../memberships/bans.js';
import { isOpenTo, mayPin, postingRefusal } from '../memberships/rights.js';
import { unreadCount } from '../memberships/unread.js';
import { isMuted, levelOf, membershipOf, mutedUntil } from '../memberships/who-is-in.js';
import { isAdministrator } from '../people/administrators.js';
import { isGuest } from '../people/guests.js';
import { peopleState } from '../people/person-state.js';
import { shownName, userJson, userView } from '../people/user-view.js';
import { roomNamed } from './addresses.js';
import { otherOf } from './direct-key.js';
import { othersOfGroup } from './room-names.js';

const administrator = isAdministrator('u');
const guest = isGuest('u');
const member = 'm.user_id is not null';
const keeper = 'm.keeper is true';
/** As somebody who is a member, or becomes one. */
const writer = {
  ...{ administrator, guest, keeper, member: 'true', banned: 'false' },
  silenced: 'm.silenced_until > now()',
};

/** Of a reader `u` and a room `r`: `m` their membership, `peer` the other of a direct room, both looked up by themselves. */
const asTheyStand = `
  left join ${membershipOf('u.id', 'r.id', 'm')}
  left join lateral (select * from users other where other.id = ${otherOf('r', 'u.id')} limit 1) peer on true`;

/** The reader $1 and all rooms. */
export const readerAndRooms = `
  users u
  cross join rooms r ${asTheyStand}
  where u.id = $1 and u.deactivated_at is null`;

/**
 * The readers $1 and the rooms that each of them asks for, by id or by a name that they have or had (`$2`, an array of
 * `type`); `given.number` counts them. Each row is looked up for itself.
 */
export const readersAndRooms = (key: 'id' | 'name_key', type: 'bigint' | 'text'): string => `
  unnest($1::bigint[], $2::${type}[]) with ordinality given(user_id, room, number)
  cross join lateral (select * from users where users.id = given.user_id limit 1) u
  cross join lateral (
    select rooms.*, rooms.xmin from rooms where rooms.id = ${key === 'id' ? 'given.room' : roomNamed('given.room')} limit 1
  ) r ${asTheyStand}
  where u.deactivated_at is null`;

/** Whether the room is open to the reader, in a query of `readerAndRooms`. */
export const isOpen = isOpenTo('r', { administrator, guest, member, banned: isBanned('r.id', 'u.id') });

/** Whether whoever is a member may post: a composer is offered to those, too, who become one by sending. */
const canPost = `(r.access <> 'direct' or peer.deactivated_at is null)
    and ${postingRefusal('r', writer)} is null`;

/**
 * What tells the states of a room (the alias of its row) apart: its rev, which every change of a message moves on. After a
 * backup was restored beneath a running server a rev comes again, but not with the transaction that wrote the row. How people are
 * shown is a part of it: their names stand on what they wrote.
 */
export const roomState = (room: string): string =>
  `(${room}.rev || '.' || ${room}.xmin || '.' || ${peopleState})`;

/** The number of `people/person-state.ts` in such a state. */
export const peopleStateIn = (state: string): number => Number(state.split('.').at(-1));

/** A list says them for hundreds of rooms: whatever the row of the reader or the room has is not looked up for each of them. */
const level = levelOf('m', { ownLevel: 'u.level', talk: `r.access in ('direct', 'group')` });

/** Nothing is counted where the mark is at the end, as it is in most rooms. */
const unreadOf = (reader: string) => `case when m.user_id is null or m.last_read_seq >= r.last_seq then 0
    else ${unreadCount(reader, 'r.id', 'm.last_read_seq')} end`;

/** The columns of a StandingRow, in a query of `readerAndRooms`; of `readersAndRooms` with the id of each reader there. */
export const standingColumns = (reader = '$1'): string => `
  r.id, r.name, r.topic, r.access, r.posting, r.slow_seconds, r.last_seq, r.rev, ${roomState('r')} as state, r.last_message_at, r.archived_at,
  u.id as reader_id, u.username as reader_username, ${shownName('u')} as reader_name, u.picture as reader_picture, u.role as reader_role, u.rooms_open as reader_rooms_open,
  ${member} as member, ${keeper} as keeper, (r.access not in ('direct', 'group') and (${keeper} or ${administrator})) as keeps,
  ${canPost} as can_post, ${mayPin('r', { ...writer, member, banned: isBanned('r.id', 'u.id') })} as can_pin, coalesce(m.last_read_seq, r.last_seq) as last_read_seq,
  case when m.silenced_until > now() then m.silenced_until end as silenced_until,
  ${unreadOf(reader)} as unread, ${level} as level, m.level as own_level, ${isMuted('m')} as muted, ${mutedUntil('m')} as muted_until, m.favourite, m.section_id, m.place,
  case when peer.id is not null then ${userJson('peer')} end as peer,
  case when r.access = 'group' then coalesce(${othersOfGroup('r', 'u.id')}, '[]') end as others`;

export interface StandingRow {
  id: number;
  name: string | null;
  topic: string;
  access: Access;
  posting: Posting;
  slow_seconds: number;
  last_seq: number;
  rev: number;
  state: string;
  last_message_at: Date | null;
  archived_at: Date | null;
  reader_id: number;
  reader_username: string;
  reader_name: string;
  reader_picture: string | null;
  reader_role: Role;
  reader_rooms_open: RoomsOpen;
  member: boolean;
  /** They are one of its keepers. */
  keeper: boolean;
  /** They may look after it: a keeper, or an administrator. */
  keeps: boolean;
  /** For the page's sake only. The room log's statement is what decides. */
  can_post: boolean;
  silenced_until: Date | null;
  /** In the same way. */
  can_pin: boolean;
  last_read_seq: number;
  unread: number;
  /** Null for whoever is no member. */
  level: Level | null;
  /** Null also where they have not chosen for this room. */
  own_level: Level | null;
  muted: boolean;
  muted_until: Date | null;
  favourite: boolean | null;
  section_id: number | null;
  place: number | null;
  /** The other person of a direct room. */
  peer: UserView | null;
  /** Of a group, the reader excepted. */
  others: UserView[] | null;
}

/** The reader's standing, as the services pass it on. */
export interface Standing {
  room: RoomView;
  /** Another one whenever anything in the room has changed. */
  state: string;
  reader: UserView & { role: Role };
  /** Where the reader wants it to open. */
  opensAt: RoomsOpen;
  member: boolean;
  keeper: boolean;
  keeps: boolean;
  canPost: boolean;
  /** Whoever looks after the room wants them to be silent so long. */
  silencedUntil: Date | null;
  canPin: boolean;
  lastReadSeq: number;
  unread: number;
  lastMessageAt: string | null;
  membership: MembershipView | null;
  peer: UserView | null;
  /** Of a group, the reader excepted. */
  others: UserView[] | null;
}

export function standing(row: StandingRow): Standing {
  return {
    room: roomView(row),
    state: row.state,
    reader: readerView(row),
    opensAt: row.reader_rooms_open,
    member: row.member,
    keeper: row.keeper,
    keeps: row.keeps,
    canPost: row.can_post,
    silencedUntil: row.silenced_until,
    canPin: row.can_pin,
    lastReadSeq: row.last_read_seq,
    unread: row.unread,
    lastMessageAt: row.last_message_at?.toISOString() ?? null,
    membership: membershipView(row),
    peer: row.peer,
    others: row.others,
  };
}

function readerView(row: StandingRow): Standing['reader'] {
  const { reader_id: id, reader_username: username, reader_name: name, reader_picture: picture } = row;
  const role = row.reader_role;
  return { ...userView({ ...{ id, username, name, picture }, bot: role === 'bot' }), role };
}

function membershipView(row: StandingRow): MembershipView | null {
  const { level, own_level: ownLevel, muted, muted_until, favourite, section_id: section, place } = row;
  if (level === null) return null;
  return {
    ...{ level, ownLevel, muted, mutedUntil: muted_until?.toISOString() ?? null },
    ...{ favourite: favourite!, section, place },
  };
}

/** Throws `not_found` where there is no row: the room is absent, or not the reader's to see. */
export function requiredStanding(row: StandingRow | null): Standing {
  if (!row) throw noSuchRoom();
  return standing(row);
}

/** Whoever is alone in a group is called by their own name. */
function named({ id, access, name, peer, others, reader_name }: StandingRow): {
  address: string;
  name: string;
} {
  if (access === 'direct') return { address: `@${peer!.username}`, name: peer!.name };
  if (access !== 'group') return { address: name!, name: name! };
  return { address: `~${id}`, name: others!.map((one) => one.name).join(', ') || reader_name };
}

function roomView(row: StandingRow): RoomView {
  return {
    id: row.id,
    ...named(row),
    topic: row.topic,
    access: row.access,
    posting: row.posting,
    lastSeq: row.last_seq,
    rev: row.rev,
    slowSeconds: row.slow_seconds,
    archivedAt: row.archived_at?.toISOString() ?? null,
  };
}
