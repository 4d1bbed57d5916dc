import { Injectable } from '@nestjs/common';
import type { Role } from '../../shared/people.js';
import { endedAmong, sessionsAndTokens } from '../auth/sessions/ended-sessions.js';
import type { EndReason } from '../auth/sessions/session.entity.js';
import { isAdministratorNow } from '../people/administrators.js';
import { changedAmong } from '../people/changed-people.js';
import { isGuestNow } from '../people/guests.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { isBanned } from './bans.js';
import { isOpenTo, openRoomsOf } from './rights.js';
import { membershipOf } from './who-is-in.js';

/** What the connections of a node take for true. */
export interface Belief {
  /** Ids of sessions, or what stands for them, under which they were opened. */
  sessions: string[];
  /** Whose they are, and the role that they believe; null where the role does not count. */
  people: { id: number; role: Role | null }[];
  /** Who hears which room. */
  hearers: Hearer[];
  /** Rooms that were open to everybody when they were last asked about. */
  open: number[];
  /** Rooms that were not, or of which it is not known. */
  shut: number[];
  /** People who may belong to more rooms than they hear of. */
  members: number[];
}

export interface Hearer {
  userId: number;
  roomId: number;
  /** Believed to be a member; otherwise they only look at a room that is open to them. */
  member: boolean;
}

export type Heard = Omit<Hearer, 'member'>;

/** Where it is not so, or not any more. */
export interface Differences {
  ended: { session: string; reason: EndReason }[];
  /** With their role now; null for those whose account is disabled or gone. */
  changed: { userId: number; role: Role | null }[];
  /** Who may not hear a room. */
  strangers: Heard[];
  /** Rooms that have been opened, and rooms that have been shut. */
  opened: number[];
  shut: number[];
  /** All the rooms of the people who were asked for. */
  members: Heard[];
}

interface Row {
  kind: keyof Differences;
  word: string | null;
  user_id: number | null;
  room_id: number | null;
}

const mayHear = isOpenTo('r', {
  administrator: isAdministratorNow('given.user_id'),
  guest: isGuestNow('given.user_id'),
  member: 'm.user_id is not null',
  banned: isBanned('given.room_id', 'given.user_id'),
});

/**
 * They may read the room, and belong to it if that is what they believe. Asked for each by itself, as all the parts are: by
 * index, however many they are.
 */
const hears = `(
  select true from rooms r left join ${membershipOf('given.user_id', 'r.id', 'm')}
  where r.id = given.room_id and ${mayHear} and (m.user_id is not null or not given.member) limit 1)`;

const roomsWhere = (rooms: string, condition: string) => `
  select given.id from unnest(${rooms}::bigint[]) given(id)
  join lateral (select access from rooms where rooms.id = given.id limit 1) room on ${condition}`;

export const differences = `
  select 'ended' as kind, reason as word, null::bigint as user_id, null::bigint as room_id, id as session
    from (${endedAmong('$1', '$2')}) ended
  union all
  select 'changed', role, id, null, null from (${changedAmong('$3', '$4')}) changed
  union all
  select 'strangers', null, given.user_id, given.room_id, null
    from unnest($5::bigint[], $6::bigint[], $7::boolean[]) given(user_id, room_id, member) where ${hears} is null
  union all
  select 'shut', null, null, id, null from (${roomsWhere('$8', `room.access <> 'public'`)}) shut
  union all
  select 'opened', null, null, id, null from (${roomsWhere('$9', `room.access = 'public'`)}) opened
  union all
  select 'members', null, given.id, room.id, null
    from unnest($10::bigint[]) given(id) cross join unnest(${openRoomsOf('given.id')}) room(id)`;

/** The SQL that asks who may still hear what they hear. */
@Injectable()
export class AccessRepository {
  constructor(private readonly statements: Statements) {}

  /** One statement, whatever is asked. */
  async differences({ sessions: ids, people, hearers, open, shut, members }: Belief): Promise<Differences> {
    const { sessions, tokens } = sessionsAndTokens(ids);
    const rows = await this.statements.query<Row & { session: string }>(differences, [
      sessions,
      numberArray(tokens),
      numberArray(people.map(({ id }) => id)),
      people.map(({ role }) => role),
      numberArray(hearers.map(({ userId }) => userId)),
      numberArray(hearers.map(({ roomId }) => roomId)),
      hearers.map(({ member }) => member),
      numberArray(open),
      numberArray(shut),
      numberArray(members),
    ]);
    const of = (kind: keyof Differences) => rows.filter((row) => row.kind === kind);
    return {
      ended: of('ended').map(({ session, word }) => ({ session, reason: word as EndReason })),
      changed: of('changed').map(({ user_id, word }) => ({ userId: user_id!, role: word as Role | null })),
      strangers: of('strangers').map(hearer),
      opened: of('opened').map(({ room_id }) => room_id!),
      shut: of('shut').map(({ room_id }) => room_id!),
      members: of('members').map(hearer),
    };
  }
}

const hearer = ({ user_id, room_id }: Row): Heard => ({ userId: user_id!, roomId: room_id! });
