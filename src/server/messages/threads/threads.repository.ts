/** The SQL of threads. An answer carries the id of the message that began its thread: (thread_id, seq) is the way to all of them. */
import { Injectable } from '@nestjs/common';
import type { FollowedThread, ThreadStanding } from '../../../shared/threads.js';
import { mayRead } from '../../memberships/rights.js';
import { ignoredBy } from '../../people/ignoring.js';
import { lookedUp } from '../../platform/postgres/looked-up.js';
import { Statements } from '../../platform/postgres/statements.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { withinAnswer } from '../reading/answers.js';

/** Answers are looked at up to this number: more is as good as many. */
const lookedAt = 1_000;

/** The message that began the thread, how the reader stands to it, and where its answers begin. */
export interface ThreadRow extends MessageRow {
  following: boolean;
  last_read_seq: number;
  first_seq: number | null;
}

export interface ThreadStretch {
  before?: number;
  after?: number;
  limit: number;
}

/** `$1` the person, `$2` any message of the thread: the message `m` that began it, where they may read it. */
const root = `
  (select coalesce(messages.thread_id, messages.id) as id from messages where messages.id = $2) asked
  cross join lateral (select * from messages where messages.id = asked.id limit 1) m`;

const standingOf = (thread: string, name: string): string => `lateral (
    select * from thread_follows where thread_follows.thread_id = ${thread} and thread_follows.user_id = $1 limit 1
  ) ${name}`;

/** Whoever writes in a thread has read it up to there. Of what they have not read so far, their newest is looked for. */
const readTo = (thread: string, mark: string): string => `greatest(${mark}, (
    select own.seq from (
      select x.seq, x.author_id from messages x where x.thread_id = ${thread} and x.seq > ${mark}
      order by x.seq desc limit ${lookedAt}
    ) own where own.author_id = $1 order by own.seq desc limit 1))`;

const find = `
select ${messageColumns}, coalesce(f.following, false) as following,
  case when f.thread_id is null then 0 else ${readTo('m.id', 'f.last_read_seq')} end as last_read_seq,
  (select x.seq from messages x where x.thread_id = m.id order by x.seq limit 1) as first_seq
from ${root} left join ${standingOf('m.id', 'f')} on true
where ${mayRead('$1', 'm.room_id')}`;

/** The right is asked of the room `$5`, which is that of the whole thread: once, and not for each message. */
const page = (condition: string, order: string): string =>
  withinAnswer(
    `select ${messageColumns} from messages m
     where ${mayRead('$1', '$5')} and m.thread_id = $2 and m.${condition} order by m.${order} limit $4`,
    order,
  );
const pageUpTo = page('seq < $3', 'seq desc');
const pageAfter = page('seq > $3', 'seq');

/** Whoever begins by themselves begins with what comes from now on. */
const follow = `
insert into thread_follows as f (thread_id, user_id, room_id, following, last_read_seq)
select m.id, $1, m.room_id, $3, coalesce((select x.seq from messages x where x.thread_id = m.id order by x.seq desc limit 1), 0)
from ${root} where ${mayRead('$1', 'm.room_id')}
on conflict (thread_id, user_id) do update set following = excluded.following where f.following <> excluded.following`;

/** No row comes of reading: it makes nobody a follower, and a row that says no would keep them from becoming one. */
const read = `
update thread_follows f set last_read_seq = wanted.seq
from (
  select m.id, least($3, room.last_seq) as seq from ${root}
  cross join lateral (select last_seq from rooms where rooms.id = m.room_id limit 1) room
  where ${mayRead('$1', 'm.room_id')}
) wanted
where ${lookedUp('f.thread_id', 'wanted.id')} and ${lookedUp('f.user_id', '$1::bigint')} and f.last_read_seq < wanted.seq`;

const followed = `
select f.thread_id as "messageId", mark.seq as "lastReadSeq", (
  select count(*) from (
    select x.author_id from messages x where x.thread_id = f.thread_id and x.seq > mark.seq and x.author_id <> $1
    order by x.seq desc limit ${lookedAt}
  ) counted where counted.author_id <> all(${ignoredBy('$1')})
) as unread
from unnest($2::bigint[]) asked(id)
cross join ${standingOf('asked.id', 'f')}
cross join lateral (select ${readTo('f.thread_id', 'f.last_read_seq')} as seq offset 0) mark
where f.following and ${mayRead('$1', 'f.room_id')}`;

@Injectable()
export class ThreadsRepository {
  constructor(private readonly statements: Statements) {}

  /** Null where there is no such message for the reader. */
  async find(readerId: number, messageId: number): Promise<ThreadRow | null> {
    const [row] = await this.statements.query<ThreadRow & Record<string, unknown>>(find, [
      readerId,
      messageId,
    ]);
    return row ?? null;
  }

  /** Answers in seq order, as many as one answer of the server may hold; without a place the newest. */
  async page(
    readerId: number,
    { id, room_id }: MessageRow,
    { before = Number.MAX_SAFE_INTEGER, after, limit }: ThreadStretch,
  ): Promise<MessageRow[]> {
    const [text, from] = after === undefined ? [pageUpTo, before] : [pageAfter, after];
    const values = [readerId, id, from, limit, room_id];
    const rows = await this.statements.query<MessageRow & Record<string, unknown>>(text, values);
    return after === undefined ? rows.reverse() : rows;
  }

  async follow(userId: number, messageId: number, isOn: boolean): Promise<void> {
    await this.statements.query(follow, [userId, messageId, isOn]);
  }

  /** The mark never moves back. */
  async read(userId: number, messageId: number, seq: number): Promise<void> {
    await this.statements.query(read, [userId, messageId, seq]);
  }

  /** Of threads, by the ids of the messages that began them, those that the person follows and may read. */
  followed(userId: number, ids: number[]): Promise<FollowedThread[]> {
    return this.statements.query<FollowedThread & Record<string, unknown>>(followed, [userId, ids]);
  }
}

export const standingView = ({ following, last_read_seq }: ThreadRow): ThreadStanding => ({
  following,
  lastReadSeq: last_read_seq,
});
