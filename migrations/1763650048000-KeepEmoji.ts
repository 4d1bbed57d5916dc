import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepEmoji1763650048000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The server's own, beside those of Unicode.
      create table emoji (
        id bigint generated always as identity primary key,
        name text not null,
        file_id bigint not null,
        width smallint not null,
        height smallint not null,
        moves boolean not null,
        created_by bigint not null references users,
        created_at timestamptz not null default now(),
        constraint emoji_name_key unique (name)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table emoji`);
  }
}
