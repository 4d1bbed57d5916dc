import type { MigrationInterface, QueryRunner } from 'typeorm';

const kinds = "'mention', 'answer', 'reaction', 'thread', 'private', 'reminder'";

export class ReportMessages1763650090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reports (
        id bigint generated always as identity primary key,
        -- No foreign keys on the log and its rooms: what was reported is decided whatever becomes of them.
        message_id bigint not null,
        room_id bigint not null,
        seq bigint not null,
        author_id bigint not null constraint reports_author_id_fkey references users,
        reporter_id bigint not null constraint reports_reporter_id_fkey references users,
        reason text not null,
        -- What it said when it was reported; null once that is not kept any more.
        text text,
        created_at timestamptz not null default now(),
        decided_at timestamptz,
        decided_by bigint constraint reports_decided_by_fkey references users,
        decision text constraint reports_decision_check check (decision in ('dismissed', 'removed', 'silenced', 'disabled')),
        note text not null default '',
        constraint reports_once unique (message_id, reporter_id)
      );
      create index reports_open on reports (id) where decided_at is null;
      create index reports_kept on reports (decided_at) where text is not null;
      alter table activity drop constraint activity_kind_check;
      alter table activity add constraint activity_kind_check check (kind in (${kinds}, 'report'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from activity where kind = 'report';
      alter table activity drop constraint activity_kind_check;
      alter table activity add constraint activity_kind_check check (kind in (${kinds}));
      drop table reports
    `);
  }
}
