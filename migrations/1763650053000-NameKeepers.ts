import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever made a room, and is still in it, looks after it from now on as its keeper. */
export class NameKeepers1763650053000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table memberships add column keeper boolean not null default false`);
    await runner.query(
      `update memberships set keeper = true from rooms
       where rooms.id = memberships.room_id and rooms.created_by = memberships.user_id and rooms.access <> 'direct'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table memberships drop column keeper`);
  }
}
