/** The only SQL that writes memberships and `rooms.rights`, beside the parts that statements.ts lends to others. */
import { Injectable } from '@nestjs/common';
import type { MemberView } from '../../shared/memberships.js';
import type { Role } from '../../shared/people.js';
import type { Access } from '../../shared/rooms.js';
import { isModerator } from '../people/moderators.js';
import { isAdministrator } from '../people/administrators.js';
import { isGuest } from '../people/guests.js';
import { userColumns, type UserRow, userView } from '../people/user-view.js';
import { type Numbered, SharedStatements } from '../platform/postgres/shared-statements.js';
import { Statements } from '../platform/postgres/statements.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import type { Asker } from './asker.js';
import { isBanned } from './bans.js';
import { isInspectedBy, isOpenTo, openRoomsOf, postingRefusal } from './rights.js';
import { countRightsUp, insertMembers } from './statements.js';
import { isInEnough } from './enough-rooms.js';
import { membershipOf, membersOf, roomsOf } from './who-is-in.js';

/** A room as somebody stands to it who may be an administrator that is no member of it. */
export interface RoomRightsRow {
  id: number;
  /** Null for a direct room. */
  name: string | null;
  access: Access;
  /** False: they see the room as an administrator only. */
  open: boolean;
  member: boolean;
  /** They act as an administrator: they are one, and no API token forbids it. */
  administers: boolean;
  /** They may look after it: as an administrator, or its keeper. */
  keeps: boolean;
  /** They keep the peace, in every room that they see. */
  moderates: boolean;
  /** They may write in it, as its member. */
  canPost: boolean;
}

interface MemberRow extends UserRow {
  role: Role;
  keeper: boolean;
}

interface RoomId {
  room_id: number;
}

interface Rooms extends Numbered {
  rooms: number[];
}

const standing = {
  ...{ administrator: isAdministrator('u'), guest: isGuest('u'), member: 'm.user_id is not null' },
  ...{ keeper: 'm.keeper is true', silenced: 'm.silenced_until > now()', banned: isBanned('r.id', 'u.id') },
};
const open = isOpenTo('r', standing);

/** `$1` the person, `$2` whether they may act as an administrator, `$3` the room. No row where they may not see it. */
export const roomRights = `
  select r.id, r.name, r.access, ${open} as open, m.user_id is not null as member, $2 and ${isAdministrator('u')} as administers,
    ($2 and ${isAdministrator('u')} or m.keeper is true and not ${isGuest('u')}) and r.access not in ('direct', 'group') as keeps, $2 and ${isModerator('u')} as moderates,
    ${postingRefusal('r', standing)} is null as "canPost"
  from users u cross join rooms r left join ${membershipOf('u.id', 'r.id', 'm')}
  where u.id = $1 and u.deactivated_at is null and r.id = $3
    and (${open} or ${isInspectedBy('r', isAdministrator('u'), '$2')})`;

const openRooms = `
  select given.number, ${openRoomsOf('given.user_id')} as rooms
  from unnest($1::bigint[]) with ordinality given(user_id, number)`;

const members = membersOf('$1', 'm');

@Injectable()
export class MembershipsRepository {
  private readonly askRooms: (userId: number) => Promise<Rooms | null>;

  constructor(
    private readonly statements: Statements,
    shared: SharedStatements,
  ) {
    this.askRooms = shared.share<number, Rooms>({ text: openRooms, columns: (userIds) => [userIds] });
  }

  /** Null for a room that is absent or not theirs to see. */
  async findRights(asker: Asker, roomId: number): Promise<RoomRightsRow | null> {
    const [row] = await this.statements.query<RoomRightsRow>(roomRights, [
      asker.id,
      asker.administers,
      roomId,
    ]);
    return row ?? null;
  }

  /** By id, so that a page ends at a cursor that stays where it is. */
  async list(roomId: number, after: number, limit: number): Promise<MemberView[]> {
    const rows = await this.statements.query<MemberRow & Record<string, unknown>>(
      `select ${userColumns('u')}, u.role, m.keeper from memberships m
       cross join lateral (select * from users where users.id = m.user_id limit 1) u
       where ${members.condition} and m.user_id > $2 order by ${members.order} limit $3`,
      [roomId, after, limit],
    );
    return rows.map((row) => ({ ...userView(row), role: row.role, keeper: row.keeper }));
  }

  /** Ids of the rooms that a person is a member of and may read. */
  async roomsOf(userId: number): Promise<number[]> {
    return (await this.askRooms(userId))!.rooms;
  }

  /** Makes a person a member who has read everything so far; false when they were one. */
  async add(roomId: number, userId: number): Promise<boolean> {
    const added = await this.statements.query(
      `with room as (select id, last_seq, rev from rooms where id = $1) ${insertMembers('room', '$2')}`,
      [roomId, [userId]],
    );
    return added.length > 0;
  }

  /** Whether somebody is in so many rooms that they come into no other by themselves, one that they are in excepted. */
  async isInEnough(userId: number, except = 0): Promise<boolean> {
    const [row] = await this.statements.query<{ enough: boolean }>(
      `select ${isInEnough('$1')}
         and not exists (select from memberships where room_id = $2 and user_id = $1) as enough`,
      [userId, except],
    );
    return row!.enough;
  }

  /** Ends the memberships in rooms for administrators of somebody who is none, and answers with those rooms. */
  async removeFromAdminRooms(userId: number): Promise<number[]> {
    const rows = await this.statements.query<RoomId>(
      `with locked as materialized (
         select r.id from rooms r
         where r.id = any(${roomsOf('$1')}) and r.access = 'admins' and exists (select from users where id = $1 and role <> 'admin')
         order by r.id for no key update of r
       ), room as (update rooms set ${countRightsUp()} from locked where rooms.id = locked.id returning rooms.id)
       delete from memberships m using room where m.room_id = room.id and m.user_id = $1 returning m.room_id`,
      [userId],
    );
    return rows.map((row) => row.room_id);
  }

  /**
   * In the transaction that changes what somebody may, in all their rooms. Locked in id order and as strongly as the log locks
   * them: otherwise two writers could wait for each other, or for whoever writes rows that refer to several rooms.
   */
  async noteChangedRights(transaction: Transaction, userId: number): Promise<void> {
    await transaction.query(
      `with locked as (
         select id from rooms where id = any(${roomsOf('$1')}) order by id for no key update
       )
       update rooms set ${countRightsUp()} from locked where rooms.id = locked.id`,
      [userId],
    );
  }

  /** The same for somebody who is a guest, or a program, from now on: they look after no room. Answers those that they looked after. */
  async endKeeping(transaction: Transaction, userId: number): Promise<number[]> {
    const [rows] = await transaction.query<[RoomId[], number]>(
      `update memberships set keeper = false, keeper_since = null
       where user_id = $1 and keeper and (select role in ('guest', 'bot') from users where id = $1) returning room_id`,
      [userId],
    );
    return rows.map((row) => row.room_id);
  }
}
