/** The SQL of what came and what was changed since somebody read their rooms. */
import { isFormatted, saidBy } from '../../files/statements.js';
import { Injectable } from '@nestjs/common';
import { limits } from '../../../shared/limits.js';
import type { UserView } from '../../../shared/people.js';
import { openRoomsOf } from '../../memberships/rights.js';
import { membershipOf } from '../../memberships/who-is-in.js';
import { ignores } from '../../people/ignoring.js';
import { userJsonOf } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface ChangedRow {
  id: number;
  room_id: number;
  seq: number;
  author: UserView;
  /** Its beginning; null once it is deleted. */
  text: string | null;
  is_formatted: boolean;
  what: 'edited' | 'deleted';
  changed_at: Date;
}

export interface FirstUnreadRow {
  room_id: number;
  seq: number;
}

/** Entries of the log that are looked at, the newest of each room; and in all, the rooms with the fewest first. */
const mostOfRoom = 2_000;
const mostOfAll = 20_000;

/**
 * What others have done since `$2` to messages that `$1` had read, or had written. The rev that a room had when they read it is
 * where its log is looked at from: there is no index on when a message was changed. One that is changed while its reader looks
 * keeps them from nothing, as that was before `$2`.
 */
const changed = `
  with unseen as materialized (
    select given.id, m.last_read_seq, m.last_read_rev
    from unnest(${openRoomsOf('$1')}) given(id)
    join ${membershipOf('$1', 'given.id', 'm')}
    cross join lateral (select rev from rooms where rooms.id = given.id limit 1) r
    where r.rev > m.last_read_rev order by r.rev - m.last_read_rev
  ), looked_at as materialized (
    select unseen.last_read_seq, entry.* from unseen cross join lateral (
      select x.id, x.room_id, x.seq, x.author_id, x.text, x.html, x.files, x.edited_at, x.deleted_at, x.deleted_by
      from messages x where x.room_id = unseen.id and x.rev > unseen.last_read_rev
      order by x.rev desc limit ${mostOfRoom}
    ) entry limit ${mostOfAll}
  )
  select found.id, found.room_id, found.seq, ${userJsonOf('found.author_id')} as author, left(${saidBy('found')}, ${limits.quoteLength}) as text,
    ${isFormatted('found')} as is_formatted,
    case when found.deleted_at is null then 'edited' else 'deleted' end as what,
    coalesce(found.deleted_at, found.edited_at) as changed_at
  from looked_at found
  where (found.seq <= found.last_read_seq or found.author_id = $1) and case when found.deleted_at is null
    then found.edited_at > $2 and found.author_id <> $1
    else found.deleted_at > $2 and found.deleted_by is distinct from $1 end
  order by changed_at desc limit $3`;

const firstUnread = `
  select given.room_id, first.seq
  from unnest($2::bigint[], $3::bigint[]) given(room_id, mark)
  cross join lateral (
    select x.seq from messages x where x.room_id = given.room_id and x.seq > given.mark
      and x.author_id <> $1 and not ${ignores('$1', 'x.author_id')}
    order by x.seq limit 1
  ) first`;

@Injectable()
export class MeanwhileRepository {
  constructor(private readonly statements: Statements) {}

  /** In the rooms that they may read now, the latest change first. */
  changed(readerId: number, since: Date, limit: number): Promise<ChangedRow[]> {
    return this.statements.query<ChangedRow>(changed, [readerId, since, limit]);
  }

  /** Of rooms that their reader was just found to be allowed to read, and how far they have read them. */
  firstUnread(readerId: number, marks: { roomId: number; lastReadSeq: number }[]): Promise<FirstUnreadRow[]> {
    return this.statements.query<FirstUnreadRow>(firstUnread, [
      readerId,
      marks.map(({ roomId }) => roomId),
      marks.map(({ lastReadSeq }) => lastReadSeq),
    ]);
  }
}
