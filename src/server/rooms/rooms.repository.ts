import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';
import type { Access, Posting } from '../../shared/rooms.js';
import type { StandingRow } from './room.row.js';

/** Unread messages are counted up to this number: more is as good as many, and the count stays quick. */
export const unreadCountedTo = 10_000;

/** Unread = messages of others after the mark. `reader`, `room` and `mark` are SQL expressions. */
export const unreadCount = (reader: string, room: string, mark: string) => `
  (select count(*) from (select from messages x
    where x.room_id = ${room} and x.seq > ${mark} and x.author_id <> ${reader} limit ${unreadCountedTo}) counted)`;

/** The reader $1 and all rooms: `u` the reader, `r` the room, `m` their membership, `peer` the other of a direct room. */
export const readerAndRooms = `
  users u
  cross join rooms r
  left join memberships m on m.room_id = r.id and m.user_id = u.id
  left join memberships other on other.room_id = r.id and r.access = 'direct' and other.user_id <> u.id
  left join users peer on peer.id = other.user_id
  where u.id = $1 and u.deactivated_at is null`;

/** Whether the reader may read the room, in a query of `readerAndRooms`: the one place that says who may. */
export const isOpen = `case r.access when 'public' then true when 'admins' then u.role = 'admin' else m.user_id is not null end`;

/** Rooms as the reader may see them; one that is not theirs is not in here, so "no such room" and "not yours" are the same. */
const readable = `${readerAndRooms} and ${isOpen}`;

export const standingColumns = `
  r.id, r.name, r.topic, r.access, r.posting, r.last_seq, r.rev, r.last_message_at, r.archived_at,
  u.id as reader_id, u.username as reader_name, u.role as reader_role,
  m.user_id is not null as member, coalesce(m.last_read_seq, r.last_seq) as last_read_seq,
  case when m.user_id is null then 0 else ${unreadCount('u.id', 'r.id', 'm.last_read_seq')} end as unread,
  peer.id as peer_id, peer.username as peer_name, peer.deactivated_at is null as peer_active`;

/**
 * The condition that the reader (an SQL expression) may read the room (another): for queries that read messages. Its
 * aliases are long so that they never capture a name in those expressions.
 */
export const mayRead = (reader: string, room: string) => `exists (
  select from rooms read_room
  join users read_by on read_by.id = ${reader} and read_by.deactivated_at is null
  left join memberships read_as on read_as.room_id = read_room.id and read_as.user_id = read_by.id
  where read_room.id = ${room} and case read_room.access
    when 'public' then true when 'admins' then read_by.role = 'admin' else read_as.user_id is not null end)`;

/**
 * The condition that an administrator (an SQL expression) may look into the room (another) as its inspector, without
 * being a member. Never into a direct one. `allowed` (another) is false for somebody whose API token forbids it.
 */
export const mayInspect = (reader: string, room: string, allowed: string) => `(${allowed} and exists (
  select from rooms read_room
  join users read_by on read_by.id = ${reader} and read_by.deactivated_at is null and read_by.role = 'admin'
  where read_room.id = ${room} and read_room.access <> 'direct'))`;

const directKey = (a: number, b: number) => `${Math.min(a, b)}:${Math.max(a, b)}`;

export interface NewRoomRow {
  name: string;
  nameKey: string;
  topic: string;
  access: Access;
  posting: Posting;
}

@Injectable()
export class RoomsRepository {
  constructor(private readonly statements: Statements) {}

  async findById(readerId: number, roomId: number): Promise<StandingRow | null> {
    return this.findOne('r.id = $2', [readerId, roomId]);
  }

  /** A room that the reader may read, and its last seq; nothing is counted for it. */
  async findHead(readerId: number, roomId: number): Promise<{ id: number; last_seq: number } | null> {
    const [row] = await this.statements.query<{ id: number; last_seq: number }>(
      `select r.id, r.last_seq from ${readable} and r.id = $2`,
      [readerId, roomId],
    );
    return row ?? null;
  }

  async findByKey(readerId: number, nameKey: string): Promise<StandingRow | null> {
    return this.findOne('r.name_key = $2', [readerId, nameKey]);
  }

  async findDirect(readerId: number, peerId: number): Promise<StandingRow | null> {
    return this.findOne('r.direct_key = $2', [readerId, directKey(readerId, peerId)]);
  }

  /** The id of a room by its name's key, and whether the reader is a member. */
  async findPlace(readerId: number, nameKey: string): Promise<{ id: number; member: boolean } | null> {
    const [row] = await this.statements.query<{ id: number; member: boolean }>(
      `select r.id, m.user_id is not null as member from ${readable} and r.name_key = $2`,
      [readerId, nameKey],
    );
    return row ?? null;
  }

  /** The rooms of a reader that are not archived: all they are a member of, and the newest public others. */
  async listForReader(readerId: number, othersLimit: number): Promise<StandingRow[]> {
    return this.statements.query<StandingRow>(
      `with mine as (
         select ${standingColumns} from ${readable} and m.user_id is not null and r.archived_at is null
           and r.id = any(array(select room_id from memberships where user_id = $1))
       ), others as (
         select ${standingColumns} from ${readable} and m.user_id is null and r.access <> 'direct' and r.archived_at is null
         order by r.last_message_at desc nulls last, r.id limit $2
       )
       select * from (select * from mine union all select * from others) rooms
       order by last_message_at desc nulls last, name collate "und-x-icu"`,
      [readerId, othersLimit],
    );
  }

  /** Makes a room with its maker as the first member; null when the name is taken. */
  async create(room: NewRoomRow, makerId: number): Promise<number | null> {
    const [member] = await this.statements.query<{ room_id: number }>(
      `with room as (
         insert into rooms (name, name_key, topic, access, posting) values ($1, $2, $3, $4, $5)
         on conflict (name_key) do nothing returning id
       )
       insert into memberships (room_id, user_id) select id, $6 from room returning room_id`,
      [room.name, room.nameKey, room.topic, room.access, room.posting, makerId],
    );
    return member?.room_id ?? null;
  }

  /** Makes the room of two people with both as members; false when there was one. */
  async createDirect(a: number, b: number): Promise<boolean> {
    const members = await this.statements.query<{ user_id: number }>(
      `with room as (
         insert into rooms (access, direct_key) values ('direct', $1) on conflict (direct_key) do nothing returning id
       )
       insert into memberships (room_id, user_id) select room.id, person from room, unnest($2::bigint[]) person
       returning user_id`,
      [directKey(a, b), [a, b]],
    );
    return members.length > 0;
  }

  /** Makes a person a member who has read everything so far; false when they were one. */
  async addMember(roomId: number, userId: number): Promise<boolean> {
    const added = await this.statements.query<{ user_id: number }>(
      `insert into memberships (room_id, user_id, last_read_seq) select id, $2, last_seq from rooms where id = $1
       on conflict do nothing returning user_id`,
      [roomId, userId],
    );
    return added.length > 0;
  }

  /**
   * The same for somebody who comes by themselves, if the room is open to them. Its lock is one that a change of access
   * conflicts with, and one that messages do not: whoever waited for such a change looks at the room as it is then.
   */
  async admit(roomId: number, userId: number): Promise<boolean> {
    const added = await this.statements.query<{ user_id: number }>(
      `with room as materialized (
         select id, last_seq from rooms where id = $1 and (access = 'public'
           or access = 'admins' and exists (select from users where id = $2 and role = 'admin')) for key share
       )
       insert into memberships (room_id, user_id, last_read_seq) select id, $2, last_seq from room
       on conflict do nothing returning user_id`,
      [roomId, userId],
    );
    return added.length > 0;
  }

  /**
   * Ends a membership, and answers with the person's name; null when there was none. Counting `rights` up under the
   * room's lock is what stops a message already on its way.
   */
  async removeMember(roomId: number, userId: number): Promise<string | null> {
    const [removed] = await this.statements.query<{ username: string }>(
      `with room as (update rooms set rights = rights + 1 where id = $1 returning id)
       delete from memberships m using room, users u
       where m.room_id = room.id and m.user_id = $2 and u.id = m.user_id returning u.username`,
      [roomId, userId],
    );
    return removed?.username ?? null;
  }

  async setTopic(roomId: number, topic: string): Promise<void> {
    await this.statements.query('update rooms set topic = $2 where id = $1', [roomId, topic]);
  }

  /** Ids of the rooms that a person is a member of. */
  async memberRooms(userId: number): Promise<number[]> {
    const rows = await this.statements.query<{ room_id: number }>(
      'select room_id from memberships where user_id = $1',
      [userId],
    );
    return rows.map((row) => row.room_id);
  }

  /** The newest (seq, rev) of rooms. */
  async heads(roomIds: number[]): Promise<{ id: number; last_seq: number; rev: number }[]> {
    return this.statements.query('select id, last_seq, rev from rooms where id = any($1::bigint[])', [
      roomIds,
    ]);
  }

  private async findOne(condition: string, values: unknown[]): Promise<StandingRow | null> {
    const [row] = await this.statements.query<StandingRow>(
      `select ${standingColumns} from ${readable} and ${condition}`,
      values,
    );
    return row ?? null;
  }
}
