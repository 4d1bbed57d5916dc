import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePasswordResets1763650011000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- hash is the SHA-256 of the code in the link; a person has one at most.
      create table password_resets (
        user_id bigint primary key references users,
        hash text not null unique,
        expires_at timestamptz not null
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table password_resets`);
  }
}
