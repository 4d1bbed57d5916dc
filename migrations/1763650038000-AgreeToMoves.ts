import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AgreeToMoves1763650038000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which nodes have found the probe at the target: until all have that run, nothing is moved.
      alter table storage_moves add column agreed uuid[] not null default '{}'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table storage_moves drop column agreed`);
  }
}
