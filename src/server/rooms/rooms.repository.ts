/** The SQL of finding rooms as a reader stands to them, and of making them. */
import { Injectable } from '@nestjs/common';
import type { Access, Posting } from '../../shared/rooms.js';
import { insertMembers } from '../memberships/statements.js';
import { roomsOf } from '../memberships/who-is-in.js';
import { Statements } from '../platform/postgres/statements.js';
import { isOpen, readerAndRooms, standingColumns, type StandingRow } from './standing.row.js';

/** Rooms as the reader may see them; one that is not theirs is not in here, so "no such room" and "not yours" are the same. */
const readable = `${readerAndRooms} and ${isOpen}`;

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
  async findMembership(readerId: number, nameKey: string): Promise<{ id: number; member: boolean } | null> {
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
           and r.id = any(${roomsOf('$1')})
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
         on conflict (name_key) do nothing returning id, last_seq
       ) ${insertMembers('room', '$6')}`,
      [room.name, room.nameKey, room.topic, room.access, room.posting, [makerId]],
    );
    return member?.room_id ?? null;
  }

  /** Makes the room of two people with both as members; false when there was one. */
  async createDirect(a: number, b: number): Promise<boolean> {
    const members = await this.statements.query(
      `with room as (
         insert into rooms (access, direct_key) values ('direct', $1)
         on conflict (direct_key) do nothing returning id, last_seq
       ) ${insertMembers('room', '$2')}`,
      [directKey(a, b), [a, b]],
    );
    return members.length > 0;
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
