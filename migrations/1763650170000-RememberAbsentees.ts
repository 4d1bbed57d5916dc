import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever leaves a room while they are to be silent or to wait there is so still when they come back. */
export class RememberAbsentees1763650170000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table absentees (
        room_id bigint not null constraint absentees_room_id_fkey references rooms (id) on delete cascade,
        user_id bigint not null constraint absentees_user_id_fkey references users (id),
        silenced_until timestamptz,
        slow_until timestamptz,
        constraint absentees_pkey primary key (room_id, user_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table absentees`);
  }
}
