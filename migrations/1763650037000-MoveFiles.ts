import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MoveFiles1763650037000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where files go to, or have gone to, from where FILES_URL said: one row, as there is one move at a time.
      create table storage_moves (
        is_only boolean primary key default true,
        source bytea not null,
        target bytea not null,
        target_place text not null,
        stage text not null default 'announced',
        probe text not null,
        objection text,
        begun_at timestamptz not null default now(),
        constraint storage_moves_is_only_check check (is_only),
        constraint storage_moves_stage_check check (stage in ('announced', 'copying', 'emptying', 'moved', 'confirmed'))
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table storage_moves`);
  }
}
