import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepDrafts1763650045000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What people have begun to write. One that was sent or dropped stays without a text: a device that was away since before
      -- must not bring it back.
      create table drafts (
        user_id bigint not null constraint drafts_user_id_fkey references users,
        room_id bigint not null constraint drafts_room_id_fkey references rooms on delete cascade,
        -- The message that the thread begins with; 0 for the room itself.
        thread_id bigint not null default 0,
        text text not null,
        reply_to bigint,
        -- Microseconds since 1970, when it was written: of two the higher one is the later.
        version bigint not null,
        primary key (user_id, room_id, thread_id)
      ) with (fillfactor = 80);
      create index drafts_version on drafts (user_id, version)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table drafts`);
  }
}
