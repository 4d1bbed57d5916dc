import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReactions1763650006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reactions (
        message_id bigint not null references messages,
        emoji text not null,
        user_id bigint not null references users,
        created_at timestamptz not null default clock_timestamp(),
        primary key (message_id, emoji, user_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table reactions`);
  }
}
