/** The write path's SQL: one statement per batch. Its promises rest on what the comments in it say. */
import { Inject, Injectable } from '@nestjs/common';
import type { QueryResultRow } from 'pg';
import type { UserView } from '../../../shared/people.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { postingRefusal } from '../../memberships/rights.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import { isAdministrator } from '../../people/administrators.js';
import { DedicatedConnection } from '../../platform/postgres/dedicated-connection.js';
import { saidFirst } from '../first-text.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import type { Draft, Position, Refusal } from './draft.js';

/** In the order of the drafts: their positions when all were written, else why those were refused that were. */
export type Appended = { positions: Position[] } | { refusals: (Refusal | null)[] };

/** What came of a batch, in one row: a row for each message costs twice the CPU on both sides of the connection. */
interface BatchRow {
  /** Null when nothing was written. */
  rooms: RoomOfBatch[] | null;
  /** In the order of the drafts; null when none was refused. */
  refusals: (Refusal | null)[] | null;
  /** Of the authors, in the order of the drafts. */
  usernames: string[];
}

interface RoomOfBatch {
  id: number;
  /** The counters before the batch. */
  last_seq: number;
  rev: number;
  now: string;
  /** Of the messages, in seq order. */
  ids: number[];
  /** The two of a direct room; null in all others. */
  people: UserView[] | null;
}

/**
 * All or nothing: when one draft is refused, or was stored before (unique violation), nothing is written and no seq is
 * used; the caller takes those drafts out and asks again with the rest.
 *
 * - `room` locks the rooms in id order, so that two nodes cannot deadlock, and reads their newest state.
 * - Everything else is read as of the start of the statement, that is before a possible wait for the lock. A removal
 *   that committed during that wait would go unseen, so each change of who may post also increments `rooms.rights`
 *   (under the room's lock), and `seen`, read as of the start, tells us: differing counts mean `stale`.
 * - Who may post is memberships' rule, `postingRefusal`; it is asked of the rows that are here, and adds none.
 * - Each room's counters move once per batch; a draft's place in it was counted by the caller.
 * - The clock is read after the lock, so that created_at follows seq.
 * - Of what the update changes only active_hour is in an index: once an hour the row's new version costs index entries.
 */
const append = `
with draft as (
  select * from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::int[])
    with ordinality as d(room_id, author_id, client_id, kind, text, html, reply_to, place, number)
), room as materialized (
  select id, rights, access, posting, archived_at from rooms where id = any($9::bigint[]) order by id for no key update
), judged as materialized (
  select d.number, author.username, case
    when seen.rights <> room.rights then 'stale'
    when room.id is null or author.id is null then 'no_room'
    else coalesce(
      ${postingRefusal('room', { administrator: isAdministrator('author'), member: 'member.user_id is not null' })},
      case when d.reply_to is not null and quoted.id is null then 'no_reply' end)
  end as refusal
  from draft d
  left join room on room.id = d.room_id
  left join rooms seen on seen.id = d.room_id
  left join users author on author.id = d.author_id and author.deactivated_at is null
  left join ${membershipOf('d.author_id', 'd.room_id', 'member')}
  left join messages quoted on quoted.id = d.reply_to and quoted.room_id = d.room_id
), counter as (
  update rooms set
    last_seq = rooms.last_seq + batch.size,
    rev = rooms.rev + batch.size,
    last_message_at = clock_timestamp(),
    active_hour = floor(date_part('epoch', clock_timestamp()) / 3600)
  from unnest($9::bigint[], $10::int[]) as batch(room_id, size)
  where rooms.id = batch.room_id and not exists (select from judged where refusal is not null)
  returning rooms.id, rooms.last_seq - batch.size as last_seq, rooms.rev - batch.size as rev, rooms.last_message_at as now
), written as (
  insert into messages (room_id, seq, rev, author_id, client_id, kind, text, html, reply_to, created_at)
  select d.room_id, counter.last_seq + d.place, counter.rev + d.place, d.author_id, d.client_id, d.kind, d.text, d.html,
    d.reply_to, counter.now
  from draft d join counter on counter.id = d.room_id
  returning id, room_id, seq
)
select
  (select json_agg(json_build_object('id', counter.id, 'last_seq', counter.last_seq, 'rev', counter.rev, 'now', counter.now,
    'ids', log.ids, 'people', case room.access when 'direct' then (
      select json_agg(json_build_object('id', person.id, 'username', person.username))
      from memberships member join users person on person.id = member.user_id where member.room_id = room.id
    ) end))
   from counter join room on room.id = counter.id
   join (select room_id, json_agg(id order by seq) as ids from written group by room_id) log on log.room_id = counter.id
  ) as rooms,
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
join messages m on m.author_id = wanted.author_id and m.client_id = wanted.client_id`;

/** Each draft's position in its room, from its place in the batch (`nth`, from 1) and what is news of its room. */
function positionsOf(drafts: Draft[], nth: number[], rooms: RoomOfBatch[], usernames: string[]): Position[] {
  const byId = new Map(rooms.map((room) => [room.id, { ...room, now: new Date(room.now).toISOString() }]));
  return drafts.map(({ roomId, authorId }, index) => {
    const { ids, last_seq, rev, now, people } = byId.get(roomId)!;
    const place = nth[index]!;
    return {
      id: ids[place - 1]!,
      seq: last_seq + place,
      rev: rev + place,
      username: usernames[index]!,
      createdAt: now,
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
    const sizes = new Map<number, number>();
    const places = drafts.map(({ roomId }) => {
      const place = (sizes.get(roomId) ?? 0) + 1;
      sizes.set(roomId, place);
      return place;
    });
    const [row] = await this.query<BatchRow>('append', append, [
      drafts.map((draft) => draft.roomId),
      drafts.map((draft) => draft.authorId),
      drafts.map((draft) => draft.clientId),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.text),
      drafts.map((draft) => draft.html),
      drafts.map((draft) => draft.replyTo),
      places,
      [...sizes.keys()],
      [...sizes.values()],
    ]);
    const { rooms, refusals, usernames } = row!;
    return refusals ? { refusals } : { positions: positionsOf(drafts, places, rooms!, usernames) };
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

  /** A statement of the log on the connection that writes it. */
  query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return this.connection.query<Row>({ name, text, values });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
