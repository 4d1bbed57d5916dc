import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberLastHere1763650017000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Beside users, whose rows carry indexes: written whenever somebody's first connection comes or the last one goes.
      create table last_here (
        user_id bigint primary key constraint last_here_user_id_fkey references users,
        at timestamptz not null
      ) with (fillfactor = 70)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table last_here`);
  }
}
