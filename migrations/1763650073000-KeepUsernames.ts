import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names that people had: they stay theirs. */
export class KeepUsernames1763650073000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table kept_usernames (
        username_key text not null constraint kept_usernames_pkey primary key,
        skeleton text not null,
        user_id bigint not null constraint kept_usernames_user_id_fkey references users (id),
        kept_at timestamptz not null default now()
      )`);
    await runner.query('create index kept_usernames_skeleton on kept_usernames (skeleton)');
    await runner.query('create index kept_usernames_user_id on kept_usernames (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table kept_usernames');
  }
}
