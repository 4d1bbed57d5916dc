import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MoveEmoji1763650052000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table notice_settings add column moves_emoji boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table notice_settings drop column moves_emoji`);
  }
}
