import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddRoles1763650060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users drop constraint users_role_check;
      alter table users add constraint users_role_check check (role in ('member', 'admin', 'moderator', 'guest', 'bot'))
    `);
  }

  /** Whoever is something that is not known any more loses by it: a guest who became a member would see what they never saw. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update users set deactivated_at = coalesce(deactivated_at, now()) where role in ('guest', 'bot');
      update users set role = 'member' where role in ('moderator', 'guest', 'bot');
      alter table users drop constraint users_role_check;
      alter table users add constraint users_role_check check (role in ('member', 'admin'))
    `);
  }
}
