/** The SQL that compares the index with the log: a room at a time, each as it is at one moment. */
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { type Ask, CatchUpRepository } from '../../messages/log/catch-up.repository.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface IndexedRoom {
  id: number;
  /** Null for a conversation. */
  name: string | null;
}

/** How far a room has come, and its index. */
export interface Heads {
  rev: number;
  last_seq: number;
  indexed: number;
}

/** Rooms that are named at a time. */
const roomsAtOnce = 1_000;

const indexedRooms = `
select r.id, r.name from rooms r
where r.id > $1 and ((select true from cursors where subscriber = 'search' and room_id = r.id limit 1) is true
  or (select true from search_segments where room_id = r.id limit 1) is true)
order by r.id limit ${roomsAtOnce}`;

const heads = `
select rev, last_seq, coalesce((select rev from cursors where subscriber = 'search' and room_id = rooms.id), 0) as indexed
from rooms where id = $1`;

const segments = 'select id, seqs from search_segments where room_id = $1 order by id desc';

/** Of these messages (`$2`, their seqs) those that have not changed since the rev `$3`. */
const settled = `
select given.seq from unnest($2::bigint[]) given(seq)
cross join lateral (select rev from messages where messages.room_id = $1 and messages.seq = given.seq limit 1) m
where m.rev <= $3`;

const ofNoRoom = `
select id, room_id from search_segments s
where s.id > $1 and (select true from rooms where rooms.id = s.room_id) is not true order by s.id limit ${roomsAtOnce}`;

@Injectable()
export class IndexCheckupRepository implements OnApplicationShutdown {
  private readonly connection: DedicatedConnection;

  constructor(
    @Inject(CONFIG) { DATABASE_URL }: RunningConfig,
    private readonly statements: Statements,
    private readonly catchingUp: CatchUpRepository,
  ) {
    this.connection = new DedicatedConnection(DATABASE_URL, 'samovar-checkup');
  }

  /** In the order of their ids. */
  rooms(after: number): Promise<IndexedRoom[]> {
    return this.statements.query<IndexedRoom & Record<string, unknown>>(indexedRooms, [after]);
  }

  ofNoRoom(after: number): Promise<{ id: number; room_id: number }[]> {
    return this.statements.query<{ id: number; room_id: number }>(ofNoRoom, [after]);
  }

  /** What is asked in it sees one moment, whoever writes meanwhile, and keeps nobody waiting. */
  atOneMoment<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> {
    const ask: Ask = (name, text, values) => this.connection.query({ name, text, values });
    return this.connection.transaction(() => work(ask), 'isolation level repeatable read, read only');
  }

  /** Null where the room is gone. */
  async heads(ask: Ask, roomId: number): Promise<Heads | null> {
    return (await ask<Heads & Record<string, unknown>>('checkup_heads', heads, [roomId]))[0] ?? null;
  }

  /** The latest first. */
  segments(ask: Ask, roomId: number): Promise<{ id: number; seqs: Buffer }[]> {
    return ask<{ id: number; seqs: Buffer }>('checkup_segments', segments, [roomId]);
  }

  /** Of a room's messages those that have not changed since a rev, which are in the index when its cursor is there. */
  async settled(ask: Ask, roomId: number, seqs: number[], rev: number): Promise<number[]> {
    const values = [roomId, numberArray(seqs), rev];
    return (await ask<{ seq: number }>('checkup_settled', settled, values)).map(({ seq }) => seq);
  }

  async removeSegment(id: number): Promise<void> {
    await this.statements.query('delete from search_segments where id = $1', [id]);
  }

  /** Nothing is left of a room's index, and its cursor is where there was none. */
  async forget(roomId: number): Promise<void> {
    await this.catchingUp.lookAfter('search', roomId, async (ask) => {
      await ask('checkup_forget', 'delete from search_segments where room_id = $1', [roomId]);
      await ask('checkup_begin', "delete from cursors where subscriber = 'search' and room_id = $1", [
        roomId,
      ]);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}
