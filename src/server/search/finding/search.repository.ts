/** The SQL of searching, in one snapshot: each statement reads of the reader's own rooms only, each row by its index. */
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import type { About } from '../../../shared/room-lines.js';
import { isOpenToMember } from '../../memberships/rights.js';
import { isMember } from '../../memberships/who-is-in.js';
import { messageColumns, type MessageRow } from '../../messages/message.row.js';
import { userJsonOf } from '../../people/user-view.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { addressFor, nameFor } from '../../rooms/room-names.js';
import { isFormatted, saidBy } from '../../files/statements.js';
import { searchedColumns, type SearchedRow } from '../searched.row.js';
import type { OwnRoom } from './asked.js';
import type { KnownSegments, SegmentMessages } from './known-segments.js';
import type { AskSnapshot } from './snapshots.js';

/** Where a message is. */
export interface Place {
  roomId: number;
  seq: number;
}

export interface SegmentRow {
  id: number;
  room_id: number;
  messages: number;
  bits: number;
}

export interface NearbyRow {
  number: number;
  seq: number;
  author: UserView;
  text: string;
  is_formatted: boolean;
  about: About | null;
}

/** More of one room are not looked at: forty million messages. */
const mostSegments = 5_000;

const ownRooms = `
select r.id, r.access, r.rev, r.last_seq, floor(date_part('epoch', r.last_message_at) * 1000)::bigint as last_at, coalesce((
  select rev from cursors where cursors.subscriber = 'search' and cursors.room_id = r.id limit 1), 0) as indexed,
  ${nameFor('r', '$1')} as name, ${addressFor('r', '$1')} as address
from memberships own
cross join lateral (
  select id, access, rev, last_seq, last_message_at, name, direct_key from rooms where rooms.id = own.room_id limit 1
) r
where own.user_id = $1 and ($2::bigint[] is null or own.room_id = any($2)) and ${isOpenToMember('r', '$1')}`;

/** What came after the index, the newest first. */
const beyond = `
select ${searchedColumns} from unnest($1::bigint[], $2::bigint[]) given(room_id, rev)
cross join lateral (
  select * from messages where messages.room_id = given.room_id and messages.rev > given.rev
  order by messages.rev desc limit $3
) m`;

const segments = `
select s.id, s.room_id, s.messages, s.bits from unnest($1::bigint[]) given(room_id)
cross join lateral (
  select id, room_id, messages, bits from search_segments
  where search_segments.room_id >= given.room_id and search_segments.room_id <= given.room_id
  order by search_segments.room_id desc, search_segments.id desc limit ${mostSegments}
) s`;

const segmentMessages = `
select s.id, s.seqs, s.times from unnest($1::bigint[]) given(segment_id)
cross join lateral (select * from search_segments where search_segments.id = given.segment_id limit 1) s`;

/** Rows of the index that come as one: one by itself costs server and database more than what is in it, and all as one fill the heap. */
const packedRows = 24;

/** Hundreds of them, packed. In base64 they are a third shorter than in hex. */
const rows = `
select encode(string_agg(int4send(given.number::int) || int4send(length(r.keys)) || r.keys, ''::bytea), 'base64') as packed
from unnest($1::bigint[], $2::int[]) with ordinality given(segment_id, place, number)
cross join lateral (
  select keys from search_rows where search_rows.segment_id = given.segment_id and search_rows.place = given.place limit 1
) r group by (given.number - 1) / ${packedRows}`;

const placed = `unnest($1::bigint[], $2::bigint[]) with ordinality given(room_id, seq, number)
cross join lateral (
  select * from messages where messages.room_id = given.room_id and messages.seq = given.seq limit 1
) m`;

const searched = `select ${searchedColumns} from ${placed}`;

const whole = `
select ${messageColumns} from ${placed}
where ${isMember('$3', 'm.room_id')} and m.deleted_at is null order by given.number`;

/** Two before and two after each, those that are deleted left out. */
const nearby = `
select given.number, x.seq, ${userJsonOf('x.author_id')} as author,
  left(${saidBy('x')}, ${limits.quoteLength}) as text, ${isFormatted('x')} as is_formatted, x.about
from unnest($1::bigint[], $2::bigint[]) with ordinality given(room_id, seq, number)
cross join lateral (
  select * from messages where messages.room_id = given.room_id
    and messages.seq >= given.seq - 2 and messages.seq <= given.seq + 2
  order by messages.seq limit 5
) x
where x.seq <> given.seq and x.deleted_at is null and ${isMember('$3', 'x.room_id')}
order by given.number, x.seq`;

const pair = (places: Place[]) => [
  numberArray(places.map(({ roomId }) => roomId)),
  numberArray(places.map(({ seq }) => seq)),
];

/** Each with its number. */
function* unpacked(packed: string): Iterable<[number, Uint8Array]> {
  const bytes = Buffer.from(packed, 'base64');
  for (let at = 0; at < bytes.length;) {
    const [number, length] = [bytes.readInt32BE(at), bytes.readInt32BE(at + 4)];
    yield [number - 1, bytes.subarray(at + 8, at + 8 + length)];
    at += 8 + length;
  }
}

/** What is asked in one snapshot. */
export class SearchStatements {
  constructor(
    private readonly ask: AskSnapshot,
    readonly known: KnownSegments,
  ) {}

  ownRooms(userId: number, among: number[] | null): Promise<OwnRoom[]> {
    return this.ask<OwnRoom>('search_own_rooms', ownRooms, [userId, among && numberArray(among)]);
  }

  /** At most so many of each room. */
  beyond(rooms: OwnRoom[], atMost: number): Promise<SearchedRow[]> {
    return this.ask<SearchedRow>('search_beyond', beyond, [
      numberArray(rooms.map(({ id }) => id)),
      numberArray(rooms.map(({ indexed }) => indexed)),
      atMost,
    ]);
  }

  segments(roomIds: number[]): Promise<SegmentRow[]> {
    return this.ask<SegmentRow>('search_segments', segments, [numberArray(roomIds)]);
  }

  segmentMessages(ids: number[]): Promise<SegmentMessages[]> {
    return this.ask<SegmentMessages>('search_segment_messages', segmentMessages, [numberArray(ids)]);
  }

  /** Rows of segments, by their places among those that are wanted; of those that are not there, none. */
  async rows(wanted: { segmentId: number; place: number }[]): Promise<Map<number, Uint8Array>> {
    const values = [
      numberArray(wanted.map(({ segmentId }) => segmentId)),
      numberArray(wanted.map(({ place }) => place)),
    ];
    const packs = await this.ask<{ packed: string }>('search_rows', rows, values);
    return new Map(packs.flatMap(({ packed }) => [...unpacked(packed)]));
  }

  searched(places: Place[]): Promise<SearchedRow[]> {
    return this.ask<SearchedRow>('search_searched', searched, pair(places));
  }

  messages(places: Place[], userId: number): Promise<MessageRow[]> {
    return this.ask<MessageRow>('search_messages', whole, [...pair(places), userId]);
  }

  nearby(places: Place[], userId: number): Promise<NearbyRow[]> {
    return this.ask<NearbyRow>('search_nearby', nearby, [...pair(places), userId]);
  }
}
