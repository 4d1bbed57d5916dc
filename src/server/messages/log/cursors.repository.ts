/**
 * The SQL of cursors: how far a subscriber that must not miss anything has come in each room. A cursor moves in the transaction
 * in which what it passes was dealt with, under the lock of its row: whatever dies in between, each change is dealt with once.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
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

interface CursorRow {
  room_id: number;
  rev: number;
  seq: number;
}

/** A message as it is now, with its latest change. */
export interface ChangedMessage {
  id: number;
  roomId: number;
  seq: number;
  rev: number;
  authorId: number;
  /** Null once it is deleted. */
  text: string | null;
  mentions: number[] | null;
  isEdited: boolean;
  /** Written since the cursor, and not only changed. */
  isNew: boolean;
  /** Somebody has reacted to it. */
  isReactedTo: boolean;
}

/** What came after the cursor in a room, in the order of revs. */
interface RoomChanges {
  roomId: number;
  head: { rev: number; seq: number };
  messages: (Omit<ChangedMessage, 'isNew'> & { isNew?: boolean })[];
}

/** Asks on the connection whose transaction is under way. */
export type Ask = <Row extends QueryResultRow>(name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** What was committed: `more` are the rooms in which there is more than fitted, `done` is what remains to be done after it. */
export interface CaughtUp {
  more: number[];
  done: () => void;
}

/** Messages of one transaction, over all of its rooms; of one room at least the second. */
const [mostChanges, fewestOfRoom] = [2_000, 20];

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
  cross join lateral (select from rooms where rooms.id = run.room_id limit 1) room
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

const lock = `
select room_id, rev, seq from cursors
where subscriber = $1 and room_id = any($2::bigint[]) order by room_id for update`;

const make = `
insert into cursors (subscriber, room_id, rev)
select $1::text, room.id, 0 from unnest($2::bigint[]) given(id)
cross join lateral (select id from rooms where rooms.id = given.id limit 1) room
order by room.id on conflict do nothing`;

const changes = `
select given.room_id as "roomId", json_build_object('rev', room.rev, 'seq', room.last_seq) as head, coalesce((
  select json_agg(json_build_object(
    'id', m.id, 'roomId', m.room_id, 'seq', m.seq, 'rev', m.rev, 'authorId', m.author_id, 'text', m.text,
    'mentions', m.mentions, 'isEdited', m.edited_at is not null,
    'isReactedTo', (select true from reactions x where x.message_id = m.id limit 1) is true) order by m.rev)
  from (
    select * from messages where messages.room_id = given.room_id and messages.rev > given.rev
    order by messages.rev limit $3
  ) m
), '[]') as messages
from unnest($1::bigint[], $2::bigint[]) given(room_id, rev)
cross join lateral (select rev, last_seq from rooms where rooms.id = given.room_id limit 1) room`;

const move = `
update cursors set rev = moved.rev, seq = moved.seq
from unnest($2::bigint[], $3::bigint[], $4::bigint[]) moved(room_id, rev, seq)
where cursors.subscriber = $1 and ${lookedUp('cursors.room_id', 'moved.room_id')}`;

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

@Injectable()
export class CursorsRepository implements OnApplicationShutdown {
  private readonly connection: DedicatedConnection;

  constructor(
    private readonly statements: Statements,
    @Inject(CONFIG) { DATABASE_URL }: RunningConfig,
  ) {
    this.connection = new DedicatedConnection(DATABASE_URL, 'samovar-followers');
  }

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

  /**
   * What came after the cursors of these rooms is dealt with by `work`, in the same transaction, and the cursors move on. One after
   * another: there is one connection for it.
   */
  catchUp(
    subscriber: string,
    roomIds: number[],
    work: (messages: ChangedMessage[], ask: Ask) => Promise<() => void>,
  ): Promise<CaughtUp> {
    const limit = Math.max(fewestOfRoom, Math.floor(mostChanges / roomIds.length));
    return this.connection.transaction(async () => {
      const cursors = await this.lock(subscriber, roomIds);
      const rooms = await this.changes(cursors, limit);
      const messages = rooms.flatMap((room) => newOnes(room, cursors.get(room.roomId)!.seq));
      const done = messages.length > 0 ? await work(messages, this.ask) : () => undefined;
      const isFull = (room: RoomChanges) => room.messages.length === limit;
      await this.move(
        subscriber,
        rooms.map((room) => (isFull(room) ? lastOf(room, cursors) : room)),
      );
      return { more: rooms.filter(isFull).map(({ roomId }) => roomId), done };
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }

  private readonly ask: Ask = (name, text, values) => this.connection.query({ name, text, values });

  /** A room that is gone has none. */
  private async lock(subscriber: string, roomIds: number[]): Promise<Map<number, CursorRow>> {
    const values = [subscriber, numberArray(roomIds)];
    const ask = () => this.ask<CursorRow & QueryResultRow>('lock_cursors', lock, values);
    let rows = await ask();
    if (rows.length < roomIds.length) {
      await this.ask('make_cursors', make, values);
      rows = await ask();
    }
    return new Map(rows.map((row) => [row.room_id, row]));
  }

  private async changes(cursors: Map<number, CursorRow>, limit: number): Promise<RoomChanges[]> {
    const rows = [...cursors.values()];
    return this.ask<RoomChanges & QueryResultRow>('changes_after_cursors', changes, [
      numberArray(rows.map(({ room_id }) => room_id)),
      numberArray(rows.map(({ rev }) => rev)),
      limit,
    ]);
  }

  private async move(subscriber: string, rooms: Omit<RoomChanges, 'messages'>[]): Promise<void> {
    await this.ask('move_cursors', move, [
      subscriber,
      numberArray(rooms.map(({ roomId }) => roomId)),
      numberArray(rooms.map(({ head }) => head.rev)),
      numberArray(rooms.map(({ head }) => head.seq)),
    ]);
  }
}

const newOnes = ({ messages }: RoomChanges, seq: number): ChangedMessage[] =>
  messages.map((message) => ({ ...message, isNew: message.seq > seq }));

/**
 * Where more follows, the cursor goes no further than what was read; and nothing counts as old yet, as a message that was written before
 * these and changed after them is still to come.
 */
const lastOf = ({ roomId, messages }: RoomChanges, cursors: Map<number, CursorRow>) => ({
  roomId,
  head: { rev: messages.at(-1)!.rev, seq: cursors.get(roomId)!.seq },
});
