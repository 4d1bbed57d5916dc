import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderReactions1763650015001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The first people of a kind, however many there are.
      create index reactions_first on reactions (message_id, emoji, created_at, user_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index reactions_first`);
  }
}
