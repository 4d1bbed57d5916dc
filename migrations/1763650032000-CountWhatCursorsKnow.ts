import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountWhatCursorsKnow1763650032000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The newest message by then: what comes after it is new, and all else a change of something old.
      alter table cursors add column seq bigint not null default 0;
      update cursors set seq = rooms.last_seq from rooms where rooms.id = cursors.room_id;
      -- The newest of what somebody has not read, however much else there is.
      create index activity_new on activity (user_id, id) where read_at is null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index activity_new;
      alter table cursors drop column seq
    `);
  }
}
