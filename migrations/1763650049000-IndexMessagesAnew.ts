import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept of messages is written more densely: all of them are indexed once more, as if they had just been written. */
const forget = `
  truncate search_rows, search_segments;
  delete from cursors where subscriber = 'search'`;

export class IndexMessagesAnew1763650049000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(forget);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(forget);
  }
}
