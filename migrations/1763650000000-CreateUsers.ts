import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsers1763650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        id bigint generated always as identity primary key,
        username text not null,
        username_key text not null unique,
        password_hash text not null,
        role text not null default 'member' check (role in ('member', 'admin')),
        created_at timestamptz not null default now(),
        deactivated_at timestamptz
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table users`);
  }
}
