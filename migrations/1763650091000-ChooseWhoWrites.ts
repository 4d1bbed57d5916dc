import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChooseWhoWrites1763650091000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table users add column writable_by text not null default 'everybody'
        constraint users_writable_by_check check (writable_by in ('everybody', 'rooms', 'nobody'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table users drop column writable_by');
  }
}
