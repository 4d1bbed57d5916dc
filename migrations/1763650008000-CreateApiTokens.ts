import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiTokens1763650008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- hash is the SHA-256 of the token, which is shown once and kept nowhere.
      create table api_tokens (
        id bigint generated always as identity primary key,
        user_id bigint not null references users,
        name text not null,
        scope text not null check (scope in ('read', 'write', 'admin')),
        hash text not null unique,
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz
      );
      create index api_tokens_user on api_tokens (user_id, id);
      create index api_tokens_revoked on api_tokens (revoked_at) where revoked_at is not null;
      create index api_tokens_expiry on api_tokens (expires_at) where revoked_at is null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table api_tokens`);
  }
}
