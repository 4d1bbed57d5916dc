import { Injectable } from '@nestjs/common';
import { lookedUp } from '../platform/postgres/looked-up.js';
import { Statements } from '../platform/postgres/statements.js';
import { unreadCount } from './unread.js';
import { membershipOf } from './who-is-in.js';

/** How far a person has read a room; `back` allows the mark to move back. */
export interface ReadMark {
  userId: number;
  roomId: number;
  seq: number;
  back: boolean;
}

export interface MarkedRow {
  user_id: number;
  room_id: number;
  last_read_seq: number;
  unread: number;
  moved: boolean;
}

/**
 * A mark that does not move writes nothing. A mark of somebody who is no member gets no row. Whether a mark moves is decided
 * by the row as it is when it is written, not as this statement first saw it: another one, from another node or one that
 * was given up on and came through late, must not take it back. With it goes the rev up to which its reader knows the room.
 */
const move = `
with mark as (
  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[]) as mark(user_id, room_id, seq, back)
), wanted as (
  select mark.user_id, mark.room_id, mark.back, m.last_read_seq as before, r.rev,
    case when mark.back then least(mark.seq, r.last_seq)
      else greatest(m.last_read_seq, least(mark.seq, r.last_seq)) end as last_read_seq
  from mark
  join ${membershipOf('mark.user_id', 'mark.room_id', 'm')}
  cross join lateral (select last_seq, rev from rooms where rooms.id = mark.room_id limit 1) r
), moved as (
  update memberships m set last_read_seq = wanted.last_read_seq, last_read_rev = greatest(m.last_read_rev, wanted.rev)
  from wanted
  where ${lookedUp('m.room_id', 'wanted.room_id')} and ${lookedUp('m.user_id', 'wanted.user_id')}
    and case when wanted.back then m.last_read_seq <> wanted.last_read_seq else m.last_read_seq < wanted.last_read_seq end
)
select user_id, room_id, last_read_seq, last_read_seq <> before as moved,
  ${unreadCount('wanted.user_id', 'wanted.room_id', 'wanted.last_read_seq')} as unread
from wanted`;

@Injectable()
export class ReadMarksRepository {
  constructor(private readonly statements: Statements) {}

  async move(marks: ReadMark[]): Promise<MarkedRow[]> {
    return this.statements.query(move, [
      marks.map((mark) => mark.userId),
      marks.map((mark) => mark.roomId),
      marks.map((mark) => mark.seq),
      marks.map((mark) => mark.back),
    ]);
  }
}
