/**
 * The SQL that deals with what came after a subscriber's cursors. They move in the same transaction, under the lock of their rows:
 * whatever dies in between, and however many nodes do it, each change is dealt with once.
 */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { MessageKind } from '../../../shared/messages.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { lookedUp } from '../../platform/postgres/looked-up.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { roomThatStays } from './cursors.repository.js';

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
  kind: MessageKind;
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
export type Ask = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
) => Promise<Row[]>;

/** What was committed: `more` are the rooms in which there is more than fitted, `done` is what remains to be done after it. */
export interface CaughtUp {
  more: number[];
  done: () => void;
}

/** Messages of one transaction, of one of its rooms, at least. */
const fewestOfRoom = 20;

const lock = `
select room_id, rev, seq from cursors
where subscriber = $1 and room_id = any($2::bigint[]) order by room_id for update`;

const make = `
insert into cursors (subscriber, room_id, rev)
select $1::text, room.id, 0 from unnest($2::bigint[]) given(id)
cross join lateral (${roomThatStays('given.id')}) room
order by room.id on conflict do nothing`;

const changes = `
select given.room_id as "roomId", json_build_object('rev', room.rev, 'seq', room.last_seq) as head, coalesce((
  select json_agg(json_build_object(
    'id', m.id, 'roomId', m.room_id, 'seq', m.seq, 'rev', m.rev, 'authorId', m.author_id, 'text', m.text,
    'mentions', m.mentions, 'kind', m.kind, 'isEdited', m.edited_at is not null,
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

@Injectable()
export class CatchUpRepository implements OnApplicationShutdown {
  /** One a subscriber, as each has a transaction of its own under way. */
  private readonly connections = new Map<string, DedicatedConnection>();

  constructor(@Inject(CONFIG) private readonly config: RunningConfig) {}

  /**
   * What came after the cursors of these rooms is dealt with by `work`, in the same transaction, and the cursors move on: so many
   * messages at most. One call after another.
   */
  catchUp(
    subscriber: string,
    roomIds: number[],
    work: (messages: ChangedMessage[], ask: Ask) => Promise<() => void>,
    atMost: number,
  ): Promise<CaughtUp> {
    const limit = Math.max(fewestOfRoom, Math.floor(atMost / roomIds.length));
    const connection = this.connectionOf(subscriber);
    const ask = askOn(connection);
    return connection.transaction(async () => {
      const cursors = await lockCursors(ask, subscriber, roomIds);
      const rooms = await changesAfter(ask, cursors, limit);
      const messages = rooms.flatMap((room) => newOnes(room, cursors.get(room.roomId)!.seq));
      const done = messages.length > 0 ? await work(messages, ask) : () => undefined;
      const isFull = (room: RoomChanges) => room.messages.length === limit;
      const heads = rooms.map((room) => (isFull(room) ? lastOf(room, cursors) : room));
      await moveCursors(ask, subscriber, heads);
      return { more: rooms.filter(isFull).map(({ roomId }) => roomId), done };
    });
  }

  /**
   * Does `work` on what a subscriber has made of a room, while nobody else deals with the room for it. Beside catching up, and one call
   * after another. Null where the room is gone.
   */
  lookAfter<Result>(
    subscriber: string,
    roomId: number,
    work: (ask: Ask) => Promise<Result>,
  ): Promise<Result | null> {
    const connection = this.connectionOf(`${subscriber}-upkeep`);
    const ask = askOn(connection);
    return connection.transaction(async () => {
      const { size } = await lockCursors(ask, subscriber, [roomId]);
      return size > 0 ? work(ask) : null;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    for (const connection of this.connections.values()) await connection.close();
  }

  private connectionOf(subscriber: string): DedicatedConnection {
    let connection = this.connections.get(subscriber);
    if (!connection) {
      connection = new DedicatedConnection(this.config.DATABASE_URL, `samovar-follower-${subscriber}`);
      this.connections.set(subscriber, connection);
    }
    return connection;
  }
}

const askOn =
  (connection: DedicatedConnection): Ask =>
  (name, text, values) =>
    connection.query({ name, text, values });

/** A room that is gone has none. */
async function lockCursors(ask: Ask, subscriber: string, roomIds: number[]): Promise<Map<number, CursorRow>> {
  const values = [subscriber, numberArray(roomIds)];
  const locked = () => ask<CursorRow & QueryResultRow>('lock_cursors', lock, values);
  let rows = await locked();
  if (rows.length < roomIds.length) {
    await ask('make_cursors', make, values);
    rows = await locked();
  }
  return new Map(rows.map((row) => [row.room_id, row]));
}

function changesAfter(ask: Ask, cursors: Map<number, CursorRow>, limit: number): Promise<RoomChanges[]> {
  const rows = [...cursors.values()];
  return ask<RoomChanges & QueryResultRow>('changes_after_cursors', changes, [
    numberArray(rows.map(({ room_id }) => room_id)),
    numberArray(rows.map(({ rev }) => rev)),
    limit,
  ]);
}

async function moveCursors(
  ask: Ask,
  subscriber: string,
  rooms: Pick<RoomChanges, 'roomId' | 'head'>[],
): Promise<void> {
  await ask('move_cursors', move, [
    subscriber,
    numberArray(rooms.map(({ roomId }) => roomId)),
    numberArray(rooms.map(({ head }) => head.rev)),
    numberArray(rooms.map(({ head }) => head.seq)),
  ]);
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
