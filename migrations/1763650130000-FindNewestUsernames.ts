import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has taken another name lately is asked for by every page that shows messages. */
export class FindNewestUsernames1763650130000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index kept_usernames_kept_at on kept_usernames (kept_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index kept_usernames_kept_at');
  }
}
