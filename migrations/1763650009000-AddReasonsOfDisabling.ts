import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddReasonsOfDisabling1763650009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A ban is a disabled account that comes back by itself: everything that asks for deactivated_at holds for both.
      alter table users
        add column deactivated_reason text not null default '',
        add column deactivated_until timestamptz,
        add check (deactivated_until is null or deactivated_at is not null);
      create index users_deactivated_until on users (deactivated_until) where deactivated_until is not null;
      create index users_deactivated_at on users (deactivated_at) where deactivated_at is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index users_deactivated_at;
      alter table users drop column deactivated_reason, drop column deactivated_until
    `);
  }
}
