import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddWhereRoomsOpen1763650016000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a room with unread messages opens for this person: where they stopped, or at its end.
      alter table users add column rooms_open text not null default 'stopped'
        constraint users_rooms_open_check check (rooms_open in ('stopped', 'end'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users drop column rooms_open');
  }
}
