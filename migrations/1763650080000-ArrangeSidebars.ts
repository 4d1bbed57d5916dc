import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ArrangeSidebars1763650080000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How somebody keeps their list of rooms; no row: as everybody does.
      create table sidebars (
        user_id bigint constraint sidebars_pkey primary key constraint sidebars_user_id_fkey references users,
        sort text not null default 'name' constraint sidebars_sort_check check (sort in ('activity', 'name', 'hand')),
        unread_only boolean not null default false,
        folded text[] not null default '{}',
        -- Counts changes: of two announcements the later one is known by it.
        rev bigint not null default 0
      );
      create table sections (
        id bigint generated always as identity constraint sections_pkey primary key,
        user_id bigint not null constraint sections_user_id_fkey references users,
        name text not null,
        place integer not null
      );
      create index sections_user on sections (user_id, place);
      -- Neither is of a new member; a place is between its neighbours', so that two devices which move rooms lose nothing.
      alter table memberships
        add column section_id bigint constraint memberships_section_id_fkey references sections on delete set null,
        add column place double precision;
      create index memberships_section on memberships (section_id) where section_id is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index memberships_section;
      alter table memberships drop column section_id, drop column place;
      drop table sections;
      drop table sidebars
    `);
  }
}
