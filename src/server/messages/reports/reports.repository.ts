/** The SQL of reports: making them, and what moderators see of them. */
import { Injectable } from '@nestjs/common';
import type { Decision, ReportView } from '../../../shared/reports.js';
import type { About } from '../../../shared/room-lines.js';
import { saidBy } from '../../files/statements.js';
import { mayRead } from '../../memberships/rights.js';
import { isModerator } from '../../people/moderators.js';
import { shownName, userJsonOf } from '../../people/user-view.js';
import { Statements } from '../../platform/postgres/statements.js';
import { peopleOf } from '../../rooms/direct-key.js';
import { messageColumns, type MessageRow } from '../message.row.js';
import { iso } from '../pins/statements.js';

export interface ReportRow {
  id: number;
  message_id: number;
  room_id: number;
  seq: number;
  text: string | null;
  /** Of a line of the room. */
  about: About | null;
  author: ReportView['message']['author'];
  room: ReportView['room'];
  reports: ReportView['reports'];
  created_at: Date;
  decided_at: Date | null;
  decided_by: ReportView['message']['author'] | null;
  decision: Decision | null;
  note: string;
}

/** Reports of one message that are shown, and messages that are counted. */
const reportsShown = 20;
const mostCounted = 1_000;

/** Of a room that has no name. */
const namesShown = 20;

/** Days after its decision for which what a message said is kept with its reports. */
const keptDays = 90;

/** Messages that are shown before the one that was reported, and after it. */
const around = 5;

/** Anybody who may read a message of somebody else, once. */
const report = `
insert into reports (message_id, room_id, seq, author_id, reporter_id, reason, text)
select m.id, m.room_id, m.seq, m.author_id, $1::bigint, $3, ${saidBy('m')} from messages m
where m.id = $2 and m.author_id <> $1 and m.deleted_at is null and ${mayRead('$1', 'm.room_id')}
on conflict (message_id, reporter_id) do nothing returning id`;

/** Reports `x` that stand with the report `r`: of the same message, and decided with it. */
const together = `x.message_id = r.message_id and x.decided_at is not distinct from r.decided_at`;

const select = (which: string) => `
select r.id, r.message_id, r.room_id, r.seq, r.text, (select about from messages where messages.id = r.message_id) as about, r.created_at, r.decided_at, r.decision, r.note,
  ${userJsonOf('r.author_id')} as author, ${userJsonOf('r.decided_by')} as decided_by,
  (select json_build_object('id', room.id, 'access', room.access, 'name', coalesce(room.name, (
      select string_agg(${shownName('users')}, ', ' order by users.id) from users where users.id = any(coalesce(${peopleOf('room')}, array(
        select user_id from memberships where memberships.room_id = room.id order by user_id limit ${namesShown}
      )))
    ), '')) from rooms room where room.id = r.room_id) as room,
  (select json_agg(json_build_object('by', ${userJsonOf('shown.reporter_id')}, 'reason', shown.reason, 'at', ${iso('shown.created_at')}) order by shown.id)
    from (select * from reports x where ${together} order by x.id limit ${reportsShown}) shown) as reports
from reports r where ${which}`;

/** A message stands once, by the first of its reports. */
const first = `r.id = (select min(x.id) from reports x where ${together})`;

const pageOf = (state: string) =>
  select(`r.decided_at ${state} and r.id < $1 and ${first} order by r.id desc limit $2`);
const pages = { open: pageOf('is null'), decided: pageOf('is not null') };
const one = select('r.id = $1');

const surroundings = `
select ${messageColumns} from (
  (select id from messages where room_id = $1 and seq < $2 order by seq desc limit ${around})
  union all (select id from messages where room_id = $1 and seq >= $2 order by seq limit ${around + 1})
) near cross join lateral (select * from messages where messages.id = near.id limit 1) m order by m.seq`;

@Injectable()
export class ReportsRepository {
  constructor(private readonly statements: Statements) {}

  /** Whether it is a new one. */
  async report(reporterId: number, messageId: number, reason: string): Promise<boolean> {
    const rows = await this.statements.query(report, [reporterId, messageId, reason]);
    return rows.length > 0;
  }

  /** The newest before an id. */
  page(state: keyof typeof pages, before: number | undefined, limit: number): Promise<ReportRow[]> {
    return this.rows(pages[state], [before ?? Number.MAX_SAFE_INTEGER, limit]);
  }

  async find(id: number): Promise<ReportRow | null> {
    return (await this.rows(one, [id]))[0] ?? null;
  }

  around({ room_id, seq }: ReportRow): Promise<MessageRow[]> {
    return this.statements.query<MessageRow & Record<string, unknown>>(surroundings, [room_id, seq]);
  }

  /** How many messages wait for a decision, and who may make one. */
  async waiting(): Promise<{ open: number; moderators: number[] }> {
    const [row] = await this.statements.query<{ open: number; moderators: number[] }>(
      `select (select count(distinct message_id)::int from (
           select message_id from reports where decided_at is null order by id limit ${mostCounted}
         ) newest) as open,
         array(select u.id from users u where ${isModerator('u')}) as moderators`,
    );
    return row!;
  }

  async forgetTexts(): Promise<void> {
    await this.statements.query(
      `update reports set text = null where text is not null and decided_at < now() - interval '${keptDays} days'`,
    );
  }

  private rows(text: string, values: unknown[]): Promise<ReportRow[]> {
    return this.statements.query<ReportRow & Record<string, unknown>>(text, values);
  }
}
