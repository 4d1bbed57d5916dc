import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChooseHowRoomsTell1763650018000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How a member is told of a room. Nothing has ever read or written notify, which was to be the level.
      alter table memberships
        add column level text not null default 'all' constraint memberships_level_check
          check (level in ('all', 'mentions', 'nothing')),
        -- 'infinity': until they turn it on again.
        add column muted_until timestamptz,
        add column favourite boolean not null default false,
        drop column notify
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table memberships
        add column notify text not null default 'all' constraint memberships_notify_check
          check (notify in ('all', 'mentions', 'none')),
        drop column favourite,
        drop column muted_until,
        drop column level
    `);
  }
}
