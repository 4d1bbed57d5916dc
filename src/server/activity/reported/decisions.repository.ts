/** The SQL by which moderators decide about reports: deciding, and telling whoever reported it, are one statement. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Decision } from '../../../shared/reports.js';
import { decideReports } from '../../messages/reports/statements.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface Decided {
  /** Reports; none where somebody had decided before. */
  decided: number;
  added: [id: number, userId: number][];
}

/** Their own doing it is, so that it comes whomever they ignore. */
const decide = `
with ${decideReports}, added as (
  insert into activity (user_id, kind, subject_id, room_id, message_id, seq, actor_id, at)
  select d.reporter_id, 'report', m.id, m.room_id, m.id, m.seq, d.reporter_id, now()
  from decided d cross join lateral (select * from messages where messages.id = d.message_id limit 1) m
  order by d.reporter_id
  on conflict (message_id, user_id, kind) do nothing
  returning id, user_id
)
select (select count(*)::int from decided) as decided,
  (select coalesce(json_agg(json_build_array(id, user_id) order by id), '[]') from added) as added`;

@Injectable()
export class DecisionsRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** While it is worked on nobody decides about the message, on any node. It takes a connection of its own: never do several at once. */
  holding<Result>(messageId: number, work: () => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction(async (lock) => {
      await lock.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reports of ${messageId}`]);
      return work();
    });
  }

  async decide(reportId: number, moderatorId: number, decision: Decision, note: string): Promise<Decided> {
    const [row] = await this.statements.query<Decided & Record<string, unknown>>(decide, [
      reportId,
      moderatorId,
      decision,
      note,
    ]);
    return row!;
  }
}
