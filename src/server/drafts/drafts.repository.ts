/** The SQL of drafts. */
import { Injectable } from '@nestjs/common';
import type { DraftView } from '../../shared/drafts.js';
import { limits } from '../../shared/limits.js';
import { mayRead } from '../memberships/rights.js';
import { quote, type QuotedRow } from '../messages/message.row.js';
import { Statements } from '../platform/postgres/statements.js';

export interface DraftPlace {
  roomId: number;
  /** Undefined for the room itself. */
  threadId?: number | undefined;
}

interface Place extends DraftPlace {
  userId: number;
}

interface Kept {
  text: string;
  replyTo?: number | null;
  age: number;
  after?: number | null;
}

export type DraftRow = Omit<DraftView, 'threadId' | 'answers'> & {
  threadId: number | null;
  answers: (QuotedRow & { id: number; threadId: number | null }) | null;
};

const now = '(extract(epoch from clock_timestamp()) * 1000000)::bigint';
const longAgo = `${now} - ${limits.draftDays * 24 * 3_600}::bigint * 1000000`;

const columns = `d.version as id, d.room_id as "roomId", nullif(d.thread_id, 0) as "threadId", d.text, (
    select ${quote}::jsonb || jsonb_build_object('id', quoted.id, 'threadId', quoted.thread_id)
    from messages quoted where quoted.id = d.reply_to and quoted.deleted_at is null limit 1
  ) as answers`;

/**
 * `$1` the person, `$2` the room, `$3` the thread or 0, `$4` the text, `$5` what it answers, `$6` its age in milliseconds, `$7` the
 * version that its writer had. The last writer wins: by the age where they have not seen what is there, as one line is slower than
 * another. Of too many the oldest go, and whatever was written long ago; `+ 0`: a message by its id alone.
 */
const keep = `
with place as materialized (
  select $2::bigint as room_id where ${mayRead('$1', '$2')}
    and ($3::bigint = 0 or (select x.room_id = $2 from messages x where x.id = $3) is true)
), kept as (
  insert into drafts as d (user_id, room_id, thread_id, text, reply_to, version)
  select $1, place.room_id, $3, $4, (select x.id from messages x where x.id = $5 and x.room_id + 0 = place.room_id and x.deleted_at is null),
    ${now} - $6::bigint * 1000
  from place
  on conflict (user_id, room_id, thread_id) do update set text = excluded.text, reply_to = excluded.reply_to,
    version = greatest(excluded.version, d.version + 1)
  where d.version < excluded.version or d.version = $7
  returning d.version
), outdated as (
  delete from drafts d where d.user_id = $1 and (d.room_id, d.thread_id) <> ($2, $3) and d.version < greatest(${longAgo}, (
    select x.version from drafts x where x.user_id = $1 order by x.version desc offset ${limits.drafts - 2} limit 1
  ))
)
select (select true from kept) is true as is_kept from place`;

const find = `select ${columns} from drafts d where d.user_id = $1 and d.room_id = $2 and d.thread_id = $3 and ${mayRead('$1', 'd.room_id')}`;

const list = `
select ${columns} from drafts d
where d.user_id = $1 and d.version < $2 and d.version > ${longAgo} and (d.text <> '' or d.reply_to is not null) and ${mayRead('$1', 'd.room_id')}
order by d.version desc limit $3`;

/** `$4` the version: what was written since stays. */
const end = `
update drafts d set text = '', reply_to = null, version = ${now}
where d.user_id = $1 and d.room_id = $2 and d.thread_id = $3 and d.version = $4 returning d.version as id`;

/** Now and then, and all of them: there is no index for it that each change would have to keep. */
const tidy = `delete from drafts where version < ${longAgo}`;

@Injectable()
export class DraftsRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether it is the latest; null where there is no such place for the person. */
  async keep(
    { userId, roomId, threadId = 0 }: Place,
    { text, replyTo = null, age, after = null }: Kept,
  ): Promise<boolean | null> {
    const values = [userId, roomId, threadId, text, replyTo, age, after];
    const [row] = await this.statements.query<{ is_kept: boolean }>(keep, values);
    return row?.is_kept ?? null;
  }

  async find({ userId, roomId, threadId = 0 }: Place): Promise<DraftRow | null> {
    const values = [userId, roomId, threadId];
    const [row] = await this.statements.query<DraftRow & Record<string, unknown>>(find, values);
    return row ?? null;
  }

  /** The version that its end has; null where it is not that one any more. */
  async end({ userId, roomId, threadId = 0 }: Place, version: number): Promise<number | null> {
    const values = [userId, roomId, threadId, version];
    const [row] = await this.statements.query<{ id: number }>(end, values);
    return row?.id ?? null;
  }

  /** What was written long ago goes. */
  async tidy(): Promise<void> {
    await this.statements.query(tidy);
  }

  /** Those that say something, the latest first. */
  list(userId: number, before: number, limit: number): Promise<DraftRow[]> {
    return this.statements.query<DraftRow & Record<string, unknown>>(list, [userId, before, limit]);
  }
}
