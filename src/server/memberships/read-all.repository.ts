/** The SQL of marking all rooms as read, and of taking that back. */
import { Injectable } from '@nestjs/common';
import { lookedUp } from '../platform/postgres/looked-up.js';
import { Statements } from '../platform/postgres/statements.js';
import { unreadCount } from './unread.js';
import { membershipOf } from './who-is-in.js';

export interface ReadRow {
  room_id: number;
  last_read_seq: number;
  unread: number;
}

/** A mark that is where it was: it stood at `seq` since a moment. */
export interface ReturnedRow extends ReadRow {
  seq: number;
  since: Date;
}

/** How long it can be taken back. */
const keptFor = `interval '1 hour'`;

/** One statement, so that what is kept is what was moved. A mark that somebody moves at the same time stays where it is further. */
const readAll = `
with own as materialized (
  select m.room_id, m.last_read_seq as before, r.last_seq, r.rev
  from (select room_id from memberships where user_id = $1 order by user_id, room_id offset 0) of
  join ${membershipOf('$1', 'of.room_id', 'm')}
  cross join lateral (select last_seq, rev from rooms where rooms.id = of.room_id limit 1) r
  where m.last_read_seq < r.last_seq
), moved as (
  update memberships m set last_read_seq = own.last_seq, last_read_rev = greatest(m.last_read_rev, own.rev)
  from own
  where ${lookedUp('m.room_id', 'own.room_id')} and m.user_id = $1 and m.last_read_seq = own.before
  returning m.room_id, own.before, own.last_seq
), kept as (
  insert into reads_of_all (user_id, marks)
  select $1, jsonb_agg(jsonb_build_array(room_id, before, last_seq)) from moved having count(*) > 0
  on conflict (user_id) do update set marks = excluded.marks, made_at = now()
)
select room_id, last_seq as last_read_seq, 0 as unread from moved`;

/** A mark that has moved since stays where it is. */
const takeBack = `
with gone as (
  delete from reads_of_all where user_id = $1 returning marks, made_at
), marks as materialized (
  select (mark->>0)::bigint as room_id, (mark->>1)::bigint as before, (mark->>2)::bigint as after, gone.made_at
  from gone cross join lateral jsonb_array_elements(gone.marks) mark where gone.made_at > now() - ${keptFor}
), moved as (
  update memberships m set last_read_seq = marks.before
  from marks
  where ${lookedUp('m.room_id', 'marks.room_id')} and m.user_id = $1 and m.last_read_seq = marks.after
  returning m.room_id, m.last_read_seq, marks.after, marks.made_at
)
select room_id, last_read_seq, after as seq, made_at as since, ${unreadCount('$1', 'moved.room_id', 'moved.last_read_seq')} as unread from moved`;

@Injectable()
export class ReadAllRepository {
  constructor(private readonly statements: Statements) {}

  /** The rooms that had something new, as they are read now. */
  readAll(userId: number): Promise<ReadRow[]> {
    return this.statements.query<ReadRow & Record<string, unknown>>(readAll, [userId]);
  }

  /** The rooms whose marks are where they were. */
  takeBack(userId: number): Promise<ReturnedRow[]> {
    return this.statements.query<ReturnedRow & Record<string, unknown>>(takeBack, [userId]);
  }

  /** In how many rooms it can be taken back; 0: in none. */
  async kept(userId: number): Promise<number> {
    const [row] = await this.statements.query<{ rooms: number }>(
      `select jsonb_array_length(marks) as rooms from reads_of_all where user_id = $1 and made_at > now() - ${keptFor}`,
      [userId],
    );
    return row?.rooms ?? 0;
  }
}
