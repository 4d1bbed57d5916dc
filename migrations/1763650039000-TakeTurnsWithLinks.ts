import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeTurnsWithLinks1763650039000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whose link it is, as one of each is looked at at a time; and how often somebody has begun. Nodes of before know neither.
      alter table wanted_previews add column author_id bigint not null default 0;
      alter table wanted_previews add column tries integer not null default 0
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table wanted_previews drop column tries;
      alter table wanted_previews drop column author_id
    `);
  }
}
