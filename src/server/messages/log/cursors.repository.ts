/** The SQL of cursors: how far a subscriber that must not miss anything has come in each room, and where it is behind. */
import { Injectable } from '@nestjs/common';
import { lookedUp } from '../../platform/postgres/looked-up.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { Statements } from '../../platform/postgres/statements.js';

/** Changes of a room that follow each other without a gap and mean nothing to the subscriber. */
export interface Run {
  /** The rev before the first of them. */
  from: number;
  to: number;
  /** Of the newest message among them. */
  seq: number;
}

/**
 * For whoever makes a cursor in a room (an SQL expression of its id): a room that is just being removed is waited for, and is not there
 * then. Without the lock its cursor would be refused.
 */
export const roomThatStays = (room: string): string =>
  `select rooms.id from rooms where rooms.id = ${room} for key share`;

/**
 * Over what means nothing a cursor moves without a lock held: whoever had it further by then has dealt with what lies before. Answers
 * the rooms in which something else lies before.
 */
const skip = `
with run as (
  select * from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) run(room_id, before, rev, seq)
), made as (
  insert into cursors (subscriber, room_id, rev, seq)
  select $1::text, run.room_id, run.rev, run.seq from run
  cross join lateral (${roomThatStays('run.room_id')}) room
  where run.before = 0 order by run.room_id on conflict do nothing returning room_id
), moved as (
  update cursors set rev = run.rev, seq = greatest(cursors.seq, run.seq) from run
  where cursors.subscriber = $1 and ${lookedUp('cursors.room_id', 'run.room_id')}
    and cursors.rev >= run.before and cursors.rev < run.rev
)
select run.room_id from run
left join lateral (
  select rev from cursors where cursors.subscriber = $1 and cursors.room_id = run.room_id limit 1
) known on true
where run.before > coalesce(known.rev, 0)`;

const cursorBefore = (rev: string, room: string) => `${rev} > coalesce((
  select rev from cursors where cursors.subscriber = $1 and cursors.room_id = ${room} limit 1), 0)`;

/** Of the rooms after `$2`, `$3` of them: those that are ahead of the cursor. */
const ahead = `
select max(looked.id) as last, count(*)::int as looked,
  coalesce(json_agg(json_build_object('roomId', looked.id, 'rev', looked.rev)) filter (where looked.ahead), '[]') as ahead
from (
  select r.id, r.rev, ${cursorBefore('r.rev', 'r.id')} as ahead
  from (select id, rev from rooms where rooms.id > $2 order by rooms.id limit $3) r
) looked`;

const stillBehind = `
select given.room_id as "roomId" from unnest($2::bigint[], $3::bigint[]) given(room_id, rev)
where ${cursorBefore('given.rev', 'given.room_id')}`;

/**
 * Locks the cursors in a room (an SQL expression of its id), for whoever takes the room away: before it, as those who deal with its
 * changes write rows that refer to it while they hold them.
 */
export const lockCursors = (room: string): string =>
  `select from cursors where cursors.room_id = ${room} order by subscriber for update`;

@Injectable()
export class CursorsRepository {
  constructor(private readonly statements: Statements) {}

  /** Moves the cursors on over these runs; answers the rooms that must be caught up with instead. */
  async skip(subscriber: string, runs: [roomId: number, run: Run][]): Promise<number[]> {
    const inOrder = runs.sort(([a], [b]) => a - b);
    const rows = await this.statements.query<{ room_id: number }>(skip, [
      subscriber,
      numberArray(inOrder.map(([roomId]) => roomId)),
      ...(['from', 'to', 'seq'] as const).map((key) => numberArray(inOrder.map(([, run]) => run[key]))),
    ]);
    return rows.map(({ room_id }) => room_id);
  }

  /** Of so many rooms after one: which of them are ahead of the cursor, and where to go on; null at the end. */
  async ahead(
    subscriber: string,
    after: number,
    atMost: number,
  ): Promise<{ rooms: { roomId: number; rev: number }[]; next: number | null }> {
    const [row] = await this.statements.query<{
      last: number | null;
      looked: number;
      ahead: { roomId: number; rev: number }[];
    }>(ahead, [subscriber, after, atMost]);
    return { rooms: row!.ahead, next: row!.looked < atMost ? null : row!.last };
  }

  /** Those of the rooms whose cursor has not come to this rev. */
  async stillBehind(subscriber: string, rooms: [roomId: number, rev: number][]): Promise<number[]> {
    const rows = await this.statements.query<{ roomId: number }>(stillBehind, [
      subscriber,
      numberArray(rooms.map(([roomId]) => roomId)),
      numberArray(rooms.map(([, rev]) => rev)),
    ]);
    return rows.map(({ roomId }) => roomId);
  }
}
