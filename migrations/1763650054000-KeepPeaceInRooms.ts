import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keepers can have somebody be silent in a room, keep them out of it, and slow everybody down there. */
export class KeepPeaceInRooms1763650054000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table memberships add column silenced_until timestamptz, add column slow_until timestamptz
    `);
    await runner.query(`alter table rooms add column slow_seconds integer not null default 0`);
    await runner.query(`
      create table room_bans (
        room_id bigint not null references rooms (id),
        user_id bigint not null references users (id),
        until timestamptz,
        reason text not null default '',
        banned_by bigint not null references users (id),
        banned_at timestamptz not null default now(),
        primary key (room_id, user_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table room_bans`);
    await runner.query(`alter table rooms drop column slow_seconds`);
    await runner.query(`alter table memberships drop column slow_until, drop column silenced_until`);
  }
}
