import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddMakersOfPasswordResets1763650013000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A link dies with the right of whoever made it. Who that was, the audit log knows; a link of nobody goes.
      alter table password_resets
        add column created_by bigint references users,
        add column created_at timestamptz not null default now(),
        add column token_id bigint references api_tokens;
      update password_resets r set created_by = (
        select u.id from audit_log a join users u on u.id = a.actor_id
        where a.action = 'password_reset_offered' and a.subject_type = 'user' and a.subject_id = r.user_id
        order by a.id desc limit 1);
      delete from password_resets where created_by is null;
      create index password_resets_created_by on password_resets (created_by)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table password_resets drop column created_by, drop column created_at, drop column token_id
    `);
  }
}
