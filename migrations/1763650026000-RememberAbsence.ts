import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberAbsence1763650026000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The rev of the room when its reader last moved their mark: what changed since, of what they had read, is news.
      alter table memberships add column last_read_rev bigint not null default 0;
      update memberships m set last_read_rev = r.rev from rooms r where r.id = m.room_id;
      -- The last time that somebody was away for long: from when to when.
      alter table last_here add column away_from timestamptz, add column back_at timestamptz
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table last_here drop column back_at, drop column away_from;
      alter table memberships drop column last_read_rev
    `);
  }
}
