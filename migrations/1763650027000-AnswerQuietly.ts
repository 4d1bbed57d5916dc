import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AnswerQuietly1763650027000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- True: its author does not want whoever it answers to be called for it. Null: as always; it takes no room.
      alter table messages add column quiet boolean
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages drop column quiet`);
  }
}
