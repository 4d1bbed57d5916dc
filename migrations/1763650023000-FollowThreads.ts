import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowThreads1763650023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who writes in a thread, or is called there, follows it by that; a row that says no stays, whatever they write.
      create table thread_follows (
        thread_id bigint not null,
        user_id bigint not null constraint thread_follows_user_id_fkey references users,
        room_id bigint not null constraint thread_follows_room_id_fkey references rooms on delete cascade,
        following boolean not null,
        -- The seq up to which they have read the thread itself.
        last_read_seq bigint not null default 0,
        primary key (thread_id, user_id)
      ) with (fillfactor = 70);
      create index thread_follows_user on thread_follows (user_id, room_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table thread_follows`);
  }
}
