import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListPeople1763650120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The list of people is a walk along what they are shown as.
      create index users_shown on users ((coalesce(display_name, username)) collate "und-x-icu", id)
      where deactivated_at is null and erased_at is null;
      -- Null for keepers of before, and for whoever is none.
      alter table memberships add column keeper_since timestamptz
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table memberships drop column keeper_since;
      drop index users_shown
    `);
  }
}
