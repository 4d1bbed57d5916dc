import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListOpenRooms1763650015002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who made a room, for what one person may make in a day; null for those made before.
      alter table rooms add column created_by bigint constraint rooms_created_by_fkey references users;
      -- The hour of the newest message since 1970: the order of the lobby. Indexed, so it may change once an hour only.
      alter table rooms add column active_hour integer not null default 0;
      update rooms set active_hour = floor(date_part('epoch', last_message_at) / 3600)
      where last_message_at is not null;
      create index rooms_made on rooms (created_by, created_at);
      create index rooms_open on rooms (active_hour, id) where archived_at is null and access in ('public', 'admins')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index rooms_open;
      drop index rooms_made;
      alter table rooms drop column active_hour;
      alter table rooms drop column created_by
    `);
  }
}
