/** The SQL of the statistics: days that have ended are counted once, each by one bounded statement. */
import { Injectable } from '@nestjs/common';
import type { StatisticsDay } from '../../shared/statistics.js';
import { keptSince } from '../files/statements.js';
import { writtenBetween } from '../messages/reading/statements.js';
import { Statements } from '../platform/postgres/statements.js';
import { roomsMadeBetween } from '../rooms/statements.js';

/** The day before which it ends, and today's beginning, in UTC whatever the zone of the connection. */
const begins = `($1::date::timestamp at time zone 'UTC')`;
const ends = `(($1::date + 1)::timestamp at time zone 'UTC')`;
const today = `(now() at time zone 'UTC')::date`;

/** Of the day $1, in the order of the table's columns. */
const counted = `
  select $1::date as day, count(distinct author_id)::integer as people, count(*)::integer as messages, count(distinct room_id)::integer as rooms,
    ${roomsMadeBetween(begins, ends)}::integer as new_rooms, ${keptSince(ends)} as file_bytes
  from ${writtenBetween(begins, ends)} written`;

const columns = `to_char(day, 'YYYY-MM-DD') as day, people, messages, rooms, new_rooms as "newRooms", file_bytes as "fileBytes"`;

type Row = StatisticsDay & Record<string, unknown>;

@Injectable()
export class StatisticsRepository {
  constructor(private readonly statements: Statements) {}

  /** Days since there are people, `days` at most, that have ended and are not counted yet; the newest first. */
  async missing(days: number): Promise<string[]> {
    const rows = await this.statements.query<{ day: string }>(
      `select to_char(each.day, 'YYYY-MM-DD') as day
       from generate_series(1, $1::integer) back
       cross join lateral (select ${today} - back as day) each
       where each.day >= (select (created_at at time zone 'UTC')::date from users order by id limit 1)
         and (select true from statistics where statistics.day = each.day) is null
       order by back`,
      [days],
    );
    return rows.map(({ day }) => day);
  }

  /** Another node may do the same at the same time: what is there stays. */
  async keep(day: string): Promise<void> {
    await this.statements.query(`insert into statistics ${counted} on conflict (day) do nothing`, [day]);
  }

  /** Those of the last `days` that are counted, the oldest first. */
  kept(days: number): Promise<StatisticsDay[]> {
    return this.statements.query<Row>(
      `select ${columns} from statistics where day >= ${today} - $1::integer order by day`,
      [days],
    );
  }

  /** The day that has not ended yet, as far as it has come. */
  async today(): Promise<StatisticsDay> {
    const [row] = await this.statements.query<{ day: string }>(
      `select to_char(${today}, 'YYYY-MM-DD') as day`,
    );
    const [counts] = await this.statements.query<Row>(`select ${columns} from (${counted}) counted`, [
      row!.day,
    ]);
    return counts!;
  }
}
