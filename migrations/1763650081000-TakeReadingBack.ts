import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TakeReadingBack1763650081000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where somebody's marks were before they marked all rooms as read: [room, before, after], to be taken back.
      create table reads_of_all (
        user_id bigint constraint reads_of_all_pkey primary key constraint reads_of_all_user_id_fkey references users,
        marks jsonb not null,
        made_at timestamptz not null default now()
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table reads_of_all');
  }
}
