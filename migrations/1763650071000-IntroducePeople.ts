import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people say of themselves beside their name, and the counter that every change of how somebody is shown moves on: whoever
 * knows people as of one number asks for those whose number is higher.
 */
export class IntroducePeople1763650071000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users
        add column pronouns text not null default '',
        add column time_zone text,
        add column status_emoji text,
        add column status_text text not null default '',
        add column status_until timestamptz,
        add column changed_as bigint`);
    await runner.query('create index users_changed_as on users (changed_as) where changed_as is not null');
    await runner.query(
      'create index users_status_until on users (status_until) where status_until is not null',
    );
    await runner.query(`
      create table people_changes (
        id boolean not null default true constraint people_changes_pkey primary key,
        last bigint not null,
        constraint people_changes_check check (id)
      )`);
    await runner.query('insert into people_changes (last) values (0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table people_changes');
    await runner.query(`
      alter table users
        drop column pronouns, drop column time_zone, drop column status_emoji, drop column status_text,
        drop column status_until, drop column changed_as`);
  }
}
