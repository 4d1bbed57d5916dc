import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditLog1763650007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Names stand beside the ids as they were then. No foreign keys: what is written here outlives what it is about.
      create table audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        actor_id bigint,
        actor_name text,
        address text not null default '',
        action text not null,
        subject_type text,
        subject_id bigint,
        subject_name text,
        details jsonb not null default '{}'
      );
      create index audit_log_actor on audit_log (actor_id, id);
      create index audit_log_action on audit_log (action, id);
      create index audit_log_subject on audit_log (subject_type, subject_id, id);
      create function refuse_change() returns trigger language plpgsql as
        $$ begin raise exception 'the audit log is append-only'; end $$;
      create trigger audit_log_append_only before update or delete or truncate on audit_log
        for each statement execute function refuse_change()
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table audit_log; drop function refuse_change()`);
  }
}
