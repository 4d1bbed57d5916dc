import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are shown as: the name that they chose, and the version of their picture. */
export class ShowPeople1763650070000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table users add column display_name text, add column picture text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table users drop column display_name, drop column picture`);
  }
}
