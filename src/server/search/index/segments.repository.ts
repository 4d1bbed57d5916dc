/** The SQL that writes the index, in the transactions of whoever follows the log. */
import { Injectable } from '@nestjs/common';
import type { Ask } from '../../messages/log/catch-up.repository.js';
import { lookedUp } from '../../platform/postgres/looked-up.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { searchedColumns, type SearchedRow } from '../searched.row.js';
import type { StoredSegment } from './segment.js';

/** A segment as others know it. */
export interface SegmentHead {
  id: number;
  room_id: number;
  messages: number;
}

const read = `
select ${searchedColumns} from unnest($1::bigint[]) given(id)
cross join lateral (select * from messages where messages.id = given.id limit 1) m`;

const readSeqs = `
select ${searchedColumns} from unnest($2::bigint[]) given(seq)
cross join lateral (select * from messages where messages.room_id = $1 and messages.seq = given.seq limit 1) m`;

/** The latest of each room, the latest first. */
const latest = `
select s.id, s.room_id, s.messages from unnest($1::bigint[]) given(room_id)
cross join lateral (
  select id, room_id, messages from search_segments
  where search_segments.room_id >= given.room_id and search_segments.room_id <= given.room_id
  order by search_segments.room_id desc, search_segments.id desc limit $2
) s`;

const segment = `select seqs, times from search_segments where id = $1`;
const rows = `select keys from search_rows where segment_id = $1 order by place`;

const remove = 'delete from search_segments where id = any($1::bigint[])';

const add = `
insert into search_segments (room_id, messages, first_seq, last_seq, bits, seqs, times)
values ($1, $2, $3, $4, $5, $6, $7)
returning id`;

const addRows = `
insert into search_rows (segment_id, place, keys)
select $1, row.place, row.keys from unnest($2::int[], $3::bytea[]) row(place, keys)`;

const rewrite = `
update search_segments set messages = $2, first_seq = $3, last_seq = $4, bits = $5, seqs = $6, times = $7,
  stale_since = null
where id = $1`;

/** What was said there before is not said any more. */
const age = `
update search_segments set stale_since = clock_timestamp()
from unnest($1::bigint[], $2::bigint[]) changed(room_id, seq)
where ${lookedUp('search_segments.room_id', 'changed.room_id')} and search_segments.stale_since is null
  and search_segments.first_seq <= changed.seq and search_segments.last_seq >= changed.seq`;

@Injectable()
export class SegmentsRepository {
  readMessages(ask: Ask, ids: number[]): Promise<SearchedRow[]> {
    return ask<SearchedRow & Record<string, unknown>>('search_read', read, [numberArray(ids)]);
  }

  readSeqs(ask: Ask, roomId: number, seqs: number[]): Promise<SearchedRow[]> {
    return ask<SearchedRow & Record<string, unknown>>('search_read_seqs', readSeqs, [
      roomId,
      numberArray(seqs),
    ]);
  }

  latest(ask: Ask, roomIds: number[], atMost: number): Promise<SegmentHead[]> {
    return ask<SegmentHead & Record<string, unknown>>('search_latest', latest, [
      numberArray(roomIds),
      atMost,
    ]);
  }

  async seqsOf(ask: Ask, id: number): Promise<Buffer | null> {
    const [found] = await ask<{ seqs: Buffer }>('search_segment', segment, [id]);
    return found?.seqs ?? null;
  }

  async load(ask: Ask, id: number): Promise<Pick<StoredSegment, 'seqs' | 'times' | 'rows'>> {
    const [found] = await ask<{ seqs: Buffer; times: Buffer }>('search_segment', segment, [id]);
    const kept = await ask<{ keys: Buffer }>('search_rows_of', rows, [id]);
    return { ...found!, rows: kept.map(({ keys }) => keys) };
  }

  async remove(ask: Ask, ids: number[]): Promise<void> {
    if (ids.length > 0) await ask('search_remove', remove, [numberArray(ids)]);
  }

  async add(ask: Ask, roomId: number, stored: StoredSegment): Promise<void> {
    const [made] = await ask<{ id: number }>('search_add', add, [roomId, ...columnsOf(stored)]);
    await this.addRows(ask, made!.id, stored);
  }

  /** Of what it knew before, nothing is left. */
  async rewrite(ask: Ask, id: number, stored: StoredSegment): Promise<void> {
    await ask('search_clear', 'delete from search_rows where segment_id = $1', [id]);
    await ask('search_rewrite', rewrite, [id, ...columnsOf(stored)]);
    await this.addRows(ask, id, stored);
  }

  async age(ask: Ask, changed: { roomId: number; seq: number }[]): Promise<void> {
    if (changed.length === 0) return;
    await ask('search_age', age, [
      numberArray(changed.map(({ roomId }) => roomId)),
      numberArray(changed.map(({ seq }) => seq)),
    ]);
  }

  private async addRows(ask: Ask, id: number, { rows: kept }: StoredSegment): Promise<void> {
    const places = kept.flatMap((keys, place) => (keys.length > 0 ? [place] : []));
    await ask('search_add_rows', addRows, [id, numberArray(places), places.map((place) => kept[place]!)]);
  }
}

const columnsOf = (stored: StoredSegment) => [
  stored.messages,
  stored.firstSeq,
  stored.lastSeq,
  stored.bits,
  stored.seqs,
  stored.times,
];
