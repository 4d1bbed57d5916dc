/** The write path's SQL: one statement per batch. Its promises rest on what the comments in it say. */
import { Inject, Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { UserView } from '../../../shared/people.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { postingRefusal } from '../../memberships/rights.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import { isAdministrator } from '../../people/administrators.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { numberArray } from '../../platform/postgres/number-array.js';
import { peopleOf } from '../../rooms/direct-key.js';
import { saidFirst } from '../first-text.js';
import { messageColumns, type MessageRow, quote, type QuotedRow } from '../message.row.js';
import type { Draft, Position, Refusal } from './draft.js';
import { mentionedBy, namesParameter } from './mentioned.js';

/** In the order of the drafts: their positions when all were written, else why those were refused that were. */
export type Appended = { positions: Position[] } | { refusals: (Refusal | null)[] };

/** What came of a batch, in one row: a row for each message costs twice the CPU on both sides of the connection. */
interface BatchRow {
  /** In the order of their ids; null when nothing was written. */
  rooms: RoomOfBatch[] | null;
  /** Of the messages, room by room in the same order, in each in seq order. */
  ids: number[] | null;
  /** By the ids of those messages that call somebody or answer something; null where there are none. */
  more: Record<string, { mentions: number[] | null; thread_id: number | null }> | null;
  /** In the order of the drafts; null when none was refused. */
  refusals: (Refusal | null)[] | null;
  /** Of the authors, in the order of the drafts. */
  usernames: string[];
}

interface RoomOfBatch {
  /** The counters before the batch. */
  last_seq: number;
  rev: number;
  now: string;
  /** The two of a direct room; null in all others. */
  people: UserView[] | null;
}

/** How many drafts a room of the batch has; `$1` is sorted, so that its place is found by bisection. */
const sizeOf = (room: string) => `($2::int[])[width_bucket(${room}, $1::bigint[])]`;

/**
 * All or nothing: when one draft is refused, or was stored before (unique violation), nothing is written and no seq is
 * used; the caller takes those drafts out and asks again with the rest. `$1` are the rooms in the order of their ids, `$2` how
 * many drafts each of them has.
 *
 * - `room` locks the rooms in id order, so that two nodes cannot deadlock, and reads their newest state.
 * - Everything else is read as of the start of the statement, that is before a possible wait for the lock. A removal
 *   that committed during that wait would go unseen, so each change of who may post also increments `rooms.rights`
 *   (under the room's lock), and `seen`, read as of the start, tells us: differing counts mean `stale`.
 * - Who may post is memberships' rule, `postingRefusal`; it is asked of the rows that are here, and adds none.
 * - Each room's counters move once per batch; a draft's place in it was counted by the caller.
 * - The clock is read after the lock, so that created_at follows seq.
 * - Of what the update changes only active_hour is in an index: once an hour the row's new version costs index entries.
 * - Every row of a table is looked up by itself, in a sub-select that one index alone can answer: what PostgreSQL believes of
 *   the sizes of tables does not matter. Only what the batch itself brings is joined.
 */
const append = `
with draft as (
  select * from unnest($3::bigint[], $4::bigint[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::int[],
    $11::text[], $12::text[], $13::boolean[])
    with ordinality as d(room_id, author_id, client_id, kind, text, html, reply_to, place, names, everybody, quiet, number)
), room as materialized (
  select locked.*, (select seen.rights from rooms seen where seen.id = locked.id) as seen
  from (select id from unnest($1::bigint[]) id order by id) wanted
  cross join lateral (
    select id, rights, access, posting, archived_at from rooms where rooms.id = wanted.id for no key update
  ) locked
), judged as materialized (
  select d.number, author.username, case
    when room.seen <> room.rights then 'stale'
    when room.id is null or author.id is null then 'no_room'
    else coalesce(
      ${postingRefusal('room', { administrator: isAdministrator('author'), member: 'member.user_id is not null' })},
      case when d.reply_to is not null and
        (select quoted.room_id from messages quoted where quoted.id = d.reply_to) is distinct from d.room_id then 'no_reply' end)
  end as refusal
  from draft d
  left join room on room.id = d.room_id
  left join lateral (
    select * from users where users.id = d.author_id and users.deactivated_at is null limit 1
  ) author on true
  left join ${membershipOf('d.author_id', 'd.room_id', 'member')}
), counter as (
  update rooms set
    last_seq = rooms.last_seq + ${sizeOf('rooms.id')},
    rev = rooms.rev + ${sizeOf('rooms.id')},
    last_message_at = clock_timestamp(),
    active_hour = floor(date_part('epoch', clock_timestamp()) / 3600)
  where rooms.id = any($1::bigint[]) and not exists (select from judged where refusal is not null)
  returning rooms.id, rooms.last_seq - ${sizeOf('rooms.id')} as last_seq, rooms.rev - ${sizeOf('rooms.id')} as rev,
    rooms.last_message_at as now, rooms.direct_key
), written as (
  insert into messages (room_id, seq, rev, author_id, client_id, kind, text, html, reply_to, thread_id, mentions, quiet, created_at)
  select d.room_id, counter.last_seq + d.place, counter.rev + d.place, d.author_id, d.client_id, d.kind, d.text, d.html,
    d.reply_to,
    case when d.reply_to is not null then (
      select coalesce(quoted.thread_id, quoted.id) from messages quoted where quoted.id = d.reply_to) end,
    ${mentionedBy({ names: 'd.names', everybody: 'd.everybody', author: 'd.author_id', room: 'd.room_id' })}, d.quiet, counter.now
  from draft d join counter on counter.id = d.room_id
  returning id, room_id, seq, mentions, thread_id
)
select
  (select json_agg(json_build_object('last_seq', last_seq, 'rev', rev, 'now', now, 'people', case when direct_key is not null then (
      select json_agg(json_build_object('id', person.id, 'username', person.username))
      from unnest(${peopleOf('counter')}) pair(id)
      cross join lateral (select id, username from users where users.id = pair.id limit 1) person
    ) end) order by id) from counter) as rooms,
  (select json_agg(id order by room_id, seq) from written) as ids,
  (select json_object_agg(id, json_build_object('mentions', mentions, 'thread_id', thread_id)) from written
    where mentions is not null or thread_id is not null) as more,
  case when bool_or(refusal is not null) then json_agg(refusal order by number) end as refusals,
  json_agg(username order by number) as usernames
from judged`;

/** A message that is stored under the id of a draft. */
export interface StoredRow extends MessageRow {
  client_id: string;
  /** It is the draft's message, and not another one of the same id. */
  repeated: boolean;
}

const findStored = `
select ${messageColumns}, m.client_id,
  m.room_id = wanted.room_id and m.kind = wanted.kind and m.reply_to is not distinct from wanted.reply_to
    and ${saidFirst('m', 'wanted.text')} as repeated
from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::bigint[])
  as wanted(room_id, author_id, client_id, kind, text, reply_to)
cross join lateral (
  select * from messages where messages.author_id = wanted.author_id and messages.client_id = wanted.client_id limit 1
) m`;

const findQuotes = `
select wanted.id, (select ${quote} from messages quoted where quoted.id = wanted.id limit 1) as quoted
from unnest($1::bigint[]) as wanted(id)`;

/** The rooms of a batch in the order of their ids, with the number of drafts of each; and each draft's place in its room, from 1. */
function countRooms(drafts: Draft[]): { sizes: [roomId: number, size: number][]; places: number[] } {
  const sizes = new Map<number, number>();
  const places = drafts.map(({ roomId }) => {
    const place = (sizes.get(roomId) ?? 0) + 1;
    sizes.set(roomId, place);
    return place;
  });
  return { sizes: [...sizes].sort(([a], [b]) => a - b), places };
}

/** Each draft's position in its room, from its place in the batch and what is news of its room. */
function positionsOf(
  drafts: Draft[],
  { sizes, places }: ReturnType<typeof countRooms>,
  { rooms, ids, more, usernames }: BatchRow,
): Position[] {
  let before = 0;
  const byId = new Map(
    sizes.map(([roomId, size], index) => {
      const room = rooms![index]!;
      const found = { ...room, now: new Date(room.now).toISOString(), before };
      before += size;
      return [roomId, found];
    }),
  );
  return drafts.map(({ roomId, authorId }, index) => {
    const { before, last_seq, rev, now, people } = byId.get(roomId)!;
    const place = places[index]!;
    const id = ids![before + place - 1]!;
    return {
      id,
      seq: last_seq + place,
      rev: rev + place,
      username: usernames[index]!,
      createdAt: now,
      mentions: more?.[id]?.mentions ?? null,
      threadId: more?.[id]?.thread_id ?? null,
      peer: people?.find(({ id }) => id !== authorId) ?? null,
    };
  });
}

@Injectable()
export class RoomLogRepository {
  private readonly connection: DedicatedConnection;

  constructor(@Inject(CONFIG) config: RunningConfig) {
    this.connection = new DedicatedConnection(config.DATABASE_URL, 'samovar-log');
  }

  /** Appends all drafts, or none, when one is refused. Throws the unique violation when one is stored already. */
  async append(drafts: Draft[]): Promise<Appended> {
    const counted = countRooms(drafts);
    const [row] = await this.query<BatchRow>('append', append, [
      numberArray(counted.sizes.map(([roomId]) => roomId)),
      numberArray(counted.sizes.map(([, size]) => size)),
      numberArray(drafts.map((draft) => draft.roomId)),
      numberArray(drafts.map((draft) => draft.authorId)),
      drafts.map((draft) => draft.clientId),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.text),
      drafts.map((draft) => draft.html),
      numberArray(drafts.map((draft) => draft.replyTo)),
      numberArray(counted.places),
      drafts.map(({ called }) => namesParameter(called)),
      drafts.map(({ called }) => called?.everybody ?? null),
      // An array that is missing is filled up with nulls.
      drafts.some(({ quiet }) => quiet) ? drafts.map(({ quiet }) => quiet ?? null) : null,
    ]);
    const { refusals } = row!;
    return refusals ? { refusals } : { positions: positionsOf(drafts, counted, row!) };
  }

  /** What is stored under the ids of the drafts, whoever wrote it: this node, another one, years ago. */
  findStored(drafts: Draft[]): Promise<StoredRow[]> {
    return this.query('find_stored', findStored, [
      drafts.map((draft) => draft.roomId),
      drafts.map((draft) => draft.authorId),
      drafts.map((draft) => draft.clientId),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.text),
      drafts.map((draft) => draft.replyTo),
    ]);
  }

  /** What these messages, by their ids, are quoted with at this moment. */
  async findQuotes(ids: number[]): Promise<Map<number, QuotedRow>> {
    const rows = await this.query<{ id: number; quoted: QuotedRow }>('find_quotes', findQuotes, [
      numberArray(ids),
    ]);
    return new Map(rows.map(({ id, quoted }) => [id, quoted]));
  }

  /** A statement of the log on the connection that writes it. */
  query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return this.connection.query<Row>({ name, text, values });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
