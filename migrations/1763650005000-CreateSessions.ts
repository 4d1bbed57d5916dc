import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSessions1763650005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- id is the SHA-256 of the session id in the cookie. A session is ended by ended_at and never revived.
      create table sessions (
        id text primary key,
        user_id bigint not null references users,
        user_agent text not null default '',
        address text not null default '',
        created_at timestamptz not null default now(),
        touched_at timestamptz not null default now(),
        expires_at timestamptz not null,
        ended_at timestamptz,
        end_reason text check (end_reason in ('signed_out', 'password_changed', 'disabled', 'expired')),
        check ((ended_at is null) = (end_reason is null))
      );
      create index sessions_user on sessions (user_id) where ended_at is null;
      create index sessions_expiry on sessions (expires_at) where ended_at is null;
      create index sessions_ended on sessions (ended_at) where ended_at is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table sessions`);
  }
}
