import type { MigrationInterface, QueryRunner } from 'typeorm';

const accesses = `'public', 'private', 'admins', 'direct', 'group'`;

const checks = (rooms: string, nameless: string): string => `
  alter table rooms drop constraint rooms_access_check, drop constraint rooms_check;
  alter table rooms
    add constraint rooms_access_check check (access in (${rooms})),
    add constraint rooms_check check (
      (access = 'direct') = (direct_key is not null) and (access in (${nameless})) = (name_key is null)
    )`;

export class DeleteRooms1763650110000 implements MigrationInterface {
  /** A room whose access is 'deleted' is nobody's: its row stays until nothing refers to it. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(checks(`${accesses}, 'deleted'`, `'direct', 'group', 'deleted'`));
    await runner.query(`
      -- What of a deletion is still to do: a node that dies leaves the rest to another one.
      create table room_deletions (
        room_id bigint constraint room_deletions_pkey primary key
          constraint room_deletions_room_id_fkey references rooms on delete cascade,
        asked_at timestamptz not null default now(),
        claimed_until timestamptz not null default now()
      )
    `);
  }

  /** What is left of a deleted room is a private room that nobody is in. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table room_deletions`);
    await runner.query(
      `update rooms set access = 'private', name = 'Deleted ' || id, name_key = 'deleted ' || id where access = 'deleted'`,
    );
    await runner.query(checks(accesses, `'direct', 'group'`));
  }
}
