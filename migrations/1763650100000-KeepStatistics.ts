import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepStatistics1763650100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days that have ended, in UTC: counted once, so that reading ninety of them costs ninety rows.
      create table statistics (
        day date primary key,
        people integer not null,
        messages integer not null,
        rooms integer not null,
        new_rooms integer not null,
        file_bytes bigint not null
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table statistics`);
  }
}
