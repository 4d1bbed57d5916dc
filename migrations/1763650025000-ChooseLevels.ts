import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChooseLevels1763650025000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What administrators change while the server runs; a name that is missing has its default.
      create table settings (
        name text primary key,
        value jsonb not null,
        changed_at timestamptz not null default now()
      );
      -- Null: as the person wants it in all rooms, and where they have not said so either, as the server does.
      alter table memberships alter column level drop not null, alter column level drop default;
      update memberships set level = null where level = 'all';
      alter table users add column level text constraint users_level_check check (level in ('all', 'mentions', 'nothing'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users drop column level;
      update memberships set level = 'all' where level is null;
      alter table memberships alter column level set default 'all', alter column level set not null;
      drop table settings
    `);
  }
}
