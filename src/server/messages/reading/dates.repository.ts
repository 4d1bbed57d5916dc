import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { permissionOf, type Reader } from './reader.js';

export interface DatesRow {
  last_seq: number;
  written: { seq: number; createdAt: string }[] | null;
  /** In the order of the moments; beyond `last_seq` where nothing was written from then on. */
  firsts: number[] | null;
}

/**
 * The first message from each moment on is found by halving: seqs are 1 to n and created_at follows them (append.statement.ts).
 * Each step looks at one message of each moment, by its place in the index of the log: 23 steps in a room of 5 million messages, 9
 * in one of 500. `low`: everything before it is older. A range and an order, so that no other index fits as well: by (room_id, rev)
 * each step would read the whole room.
 */
const dates = (permission: string) => `
  with recursive room as materialized (
    select last_seq from rooms where rooms.id = $2 and ${permission}
  ), halved as (
    select given.place, given.moment, 1::bigint as low, room.last_seq + 1 as high
    from room cross join unnest($4::timestamptz[]) with ordinality given(moment, place)
    union all
    select wide.place, wide.moment,
      case when at_middle.created_at < wide.moment then wide.middle + 1 else wide.low end,
      case when at_middle.created_at < wide.moment then wide.high else wide.middle end
    from (select place, moment, low, high, (low + high) / 2 as middle from halved where low < high) wide
    left join lateral (
      select x.created_at from messages x where x.room_id = $2 and x.seq >= wide.middle order by x.seq limit 1
    ) at_middle on true
  )
  select room.last_seq,
    (select json_agg(json_build_object('seq', given.seq, 'createdAt', found.created_at) order by given.seq)
     from unnest($3::bigint[]) given(seq)
     cross join lateral (
       select x.created_at from messages x
       where x.room_id = $2 and x.seq >= given.seq and x.seq <= given.seq order by x.seq limit 1
     ) found
    ) as written,
    (select json_agg(low order by place) from halved where low = high) as firsts
  from room`;

@Injectable()
export class DatesRepository {
  constructor(private readonly statements: Statements) {}

  /** When messages of a room were written, and which came first from a moment on; null where the reader may not read it. */
  async find(reader: Reader, roomId: number, seqs: number[], moments: Date[]): Promise<DatesRow | null> {
    const values = [reader.id, roomId, seqs, moments];
    const [row] = await this.statements.query<DatesRow & Record<string, unknown>>(
      dates(permissionOf(reader)),
      values,
    );
    return row ?? null;
  }
}
