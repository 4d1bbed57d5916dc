import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberFirstWords1763650015000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A digest of a message's first text, once that text is gone; see messages/first-text.ts.
      alter table messages add column first_text bytea
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table messages drop column first_text`);
  }
}
