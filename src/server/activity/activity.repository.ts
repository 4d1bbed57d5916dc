/** The SQL of reading activity, and of marking it as read. */
import { isFormatted, saidBy } from '../files/statements.js';
import { Injectable } from '@nestjs/common';
import type { ActivityKind } from '../../shared/activity.js';
import { limits } from '../../shared/limits.js';
import { decisionFor } from '../messages/reports/statements.js';
import type { ReturnedMarks } from '../memberships/read-mark-moves.js';
import type { ThreadRead } from '../messages/threads/thread-reads.js';
import { ignoredBy, ignores } from '../people/ignoring.js';
import { userJsonOf } from '../people/user-view.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { addressFor, nameFor } from '../rooms/room-names.js';
import {
  type ActivityRow,
  asTheyStand,
  type Gathered,
  type LineDetails,
  reachesReader,
  rowColumns,
} from './activity.row.js';

export interface UnreadRow {
  user_id: number;
  room_id: number;
  kind: ActivityKind;
  /** Messages, threads, conversations. */
  count: number;
}

/** Rows at which a count looks; who has more of them that are new is told of so many. */
const mostUnread = 1_000;

/** Rows that one statement marks as read. */
const readAtOnce = 5_000;

/** People that stand on a line by name. */
const peopleShown = 3;

/** `unread`: of the newest that nobody has marked as read, whatever their kinds. */
const page = (kind: boolean, unread: boolean) => {
  const scan = (condition: string, limit: string) =>
    `select * from activity where user_id = $1 and id < $2 ${condition} order by id desc limit ${limit}`;
  const ofKind = kind ? 'kind = $4' : 'true';
  const scanned = unread
    ? `select * from (${scan('and read_at is null', String(mostUnread))}) newest where ${ofKind} order by id desc limit $3`
    : scan(`and ${ofKind}`, '$3');
  return `select ${rowColumns} from (${scanned}) a ${asTheyStand} order by a.id desc`;
};

const pages = new Map(
  [true, false].flatMap((kind) =>
    [true, false].map((unread) => [`${kind} ${unread}`, page(kind, unread)] as const),
  ),
);

const byIds = `
select ${rowColumns} from (
  select found.* from unnest($1::bigint[]) given(id)
  cross join lateral (select * from activity where activity.id = given.id limit 1) found
) a ${asTheyStand} order by a.id desc`;

const unread = `
select given.user_id, found.room_id, found.kind, found.count
from unnest($1::bigint[]) given(user_id)
cross join lateral (
  select a.room_id, a.kind, count(*)::int as count
  from (
    select newest.user_id, newest.room_id, newest.kind, newest.subject_id, max(newest.seq) as seq
    from (
      select * from activity where activity.user_id = given.user_id and activity.read_at is null
      order by activity.id desc limit ${mostUnread}
    ) newest
    where newest.actor_id <> all(${ignoredBy('given.user_id')})
    group by newest.user_id, newest.room_id, newest.kind, newest.subject_id
  ) a ${asTheyStand}
  where ${reachesReader}
  group by a.room_id, a.kind
) found`;

const reactors = (rest: string) => `
  select x.user_id, max(x.created_at) as at from reactions x
  where x.message_id = m.id and x.user_id <> given.reader and not ${ignores('given.reader', 'x.user_id')}
  group by x.user_id ${rest}`;

/** Of lines (`$1` readers, `$2` messages, `$3` kinds, `$4` to `$6` the first three who did it), in their order. */
const details = `
select
  json_build_object('id', room.id, 'address', ${addressFor('room', 'given.reader')}, 'name', ${nameFor('room', 'given.reader')}) as room,
  json_build_object('id', m.id, 'seq', m.seq, 'author', ${userJsonOf('m.author_id')}, 'text', left(${saidBy('m')}, ${limits.quoteLength}),
    'isFormatted', ${isFormatted('m')}, 'about', m.about) as message,
  case when m.thread_id is not null then (
    select json_build_object('id', root.id, 'seq', root.seq) from messages root where root.id = m.thread_id limit 1
  ) end as thread,
  case when given.kind = 'reaction' then (
    select coalesce(json_agg(${userJsonOf('shown.user_id')} order by shown.at desc), '[]')
    from (${reactors(`order by at desc limit ${peopleShown}`)}) shown
  ) else (
    select coalesce(json_agg(${userJsonOf('shown.id')} order by shown.place), '[]')
    from unnest(array[given.first, given.second, given.third]) with ordinality shown(id, place) where shown.id is not null
  ) end as people,
  case when given.kind = 'reaction' then (select count(*)::int from (${reactors('')}) counted) end as actors,
  case when given.kind = 'reaction' then (
    select coalesce(json_agg(json_build_object('emoji', kind.emoji, 'count', kind.count) order by kind.since), '[]')
    from (
      select x.emoji, count(*) as count, min(x.created_at) as since from reactions x where x.message_id = m.id
      group by x.emoji order by since limit ${limits.reactionKinds}
    ) kind
  ) end as reactions,
  case when given.kind = 'report' then ${decisionFor('given.reader', 'm.id')} end as decision
from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
  with ordinality given(reader, message_id, kind, first, second, third, number)
cross join lateral (select * from messages where messages.id = given.message_id limit 1) m
cross join lateral (select * from rooms where rooms.id = m.room_id limit 1) room
order by given.number`;

const markRead = `
with meant as (
  select distinct kind, subject_id from activity where id = any($2::bigint[]) and user_id + 0 = $1
)
update activity set read_at = now() where id = any(array(
  select newest.id from (
    select id, kind, subject_id from activity where user_id = $1 and read_at is null order by id desc limit ${mostUnread}
  ) newest join meant on meant.kind = newest.kind and meant.subject_id = newest.subject_id
))`;

const markAllRead = `
update activity set read_at = now() where id = any(array(
  select id from activity where user_id = $1 and read_at is null order by id desc limit ${readAtOnce}
)) returning id`;

/** Of a row: whoever has read on to its message has seen it. Reactions came later, and a reminder is of what was read. */
const isOfPlace = (row: string) => `${row}.kind not in ('reaction', 'reminder', 'report')`;

/** Of marks that have moved (`$1` people, `$2` rooms, `$3` seqs): whose activity that was new is not any more. */
const markReadUpTo = `
with read as (
  update activity set read_at = now() where id = any(array(
    select found.id from unnest($1::bigint[], $2::bigint[], $3::bigint[]) mark(user_id, room_id, seq)
    cross join lateral (
      select id, kind from activity
      where activity.user_id = mark.user_id and activity.room_id = mark.room_id and activity.seq <= mark.seq
        and activity.read_at is null
      order by activity.user_id, activity.room_id, activity.seq limit ${readAtOnce}
    ) found where ${isOfPlace('found')}
  )) returning user_id
)
select distinct user_id from read`;

/** Of somebody whose marks (`$2` rooms, `$3` seqs) are back: what they saw by these, since a moment (`$4`), is new again. */
const markUnreadAgain = `
update activity set read_at = null where id = any(array(
  select newest.id from (
    select id, kind, room_id, seq, read_at from activity where user_id = $1 order by id desc limit ${readAtOnce}
  ) newest join unnest($2::bigint[], $3::bigint[]) mark(room_id, seq) on mark.room_id = newest.room_id
  where newest.read_at >= $4 and newest.seq <= mark.seq and ${isOfPlace('newest')}
)) returning id`;

/** Of a thread (`$3`) that somebody has read up to a seq (`$4`): what was new of it, and of the message that began it. */
const markThreadRead = `
with read as (
  update activity set read_at = now() where id = any(array(
    select found.id from (
      select id, kind, message_id from activity
      where user_id = $1 and room_id = $2 and seq <= $4 and read_at is null
      order by user_id, room_id, seq limit ${readAtOnce}
    ) found
    cross join lateral (select id, thread_id from messages where messages.id = found.message_id limit 1) m
    where ${isOfPlace('found')} and $3 in (m.id, m.thread_id)
  )) returning id
)
select count(*)::int as count from read`;

@Injectable()
export class ActivityRepository {
  constructor(private readonly statements: Statements) {}

  /** The newest rows before an id. */
  page(
    userId: number,
    { before, kind, unread = false }: { before?: number; kind?: ActivityKind; unread?: boolean },
    limit: number,
  ): Promise<ActivityRow[]> {
    const text = pages.get(`${kind !== undefined} ${unread}`)!;
    const values = [userId, before ?? Number.MAX_SAFE_INTEGER, limit, ...(kind === undefined ? [] : [kind])];
    return this.statements.query<ActivityRow & Record<string, unknown>>(text, values);
  }

  /** These rows, the newest first. */
  byIds(ids: number[]): Promise<ActivityRow[]> {
    return this.statements.query<ActivityRow & Record<string, unknown>>(byIds, [numberArray(ids)]);
  }

  unread(userIds: number[]): Promise<UnreadRow[]> {
    return this.statements.query<UnreadRow & Record<string, unknown>>(unread, [numberArray(userIds)]);
  }

  /** In the order of the lines. */
  details(lines: Gathered[]): Promise<LineDetails[]> {
    const actor = (place: number) => numberArray(lines.map(({ actors }) => actors[place] ?? null));
    return this.statements.query<LineDetails & Record<string, unknown>>(details, [
      numberArray(lines.map(({ newest }) => newest.user_id)),
      numberArray(lines.map(({ newest }) => newest.message_id)),
      lines.map(({ newest }) => newest.kind),
      ...[0, 1, 2].map(actor),
    ]);
  }

  /** Whatever stands on one line with them as well. */
  async markRead(userId: number, ids: number[]): Promise<void> {
    await this.statements.query(markRead, [userId, numberArray(ids)]);
  }

  async markAllRead(userId: number): Promise<void> {
    for (let read = readAtOnce; read === readAtOnce;)
      read = (await this.statements.query(markAllRead, [userId])).length;
  }

  /** Whether there was anything new. */
  async markThreadRead({ userId, roomId, threadId, seq }: ThreadRead): Promise<boolean> {
    const values = [userId, roomId, threadId, seq];
    const [row] = await this.statements.query<{ count: number }>(markThreadRead, values);
    return row!.count > 0;
  }

  /** Whose activity it was. */
  async markReadUpTo(marks: { userId: number; roomId: number; seq: number }[]): Promise<number[]> {
    const rows = await this.statements.query<{ user_id: number }>(markReadUpTo, [
      numberArray(marks.map(({ userId }) => userId)),
      numberArray(marks.map(({ roomId }) => roomId)),
      numberArray(marks.map(({ seq }) => seq)),
    ]);
    return rows.map(({ user_id }) => user_id);
  }

  /** Whether any of it is new again. */
  async markUnreadAgain({ userId, since, marks }: ReturnedMarks): Promise<boolean> {
    const rows = await this.statements.query(markUnreadAgain, [
      userId,
      numberArray(marks.map(({ roomId }) => roomId)),
      numberArray(marks.map(({ seq }) => seq)),
      since,
    ]);
    return rows.length > 0;
  }
}
