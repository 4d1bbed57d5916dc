import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IndexMessages1763650040000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What is looked up to find messages by their words: made of the log, which alone decides. A segment is of some messages of a room.
      create table search_segments (
        id bigint generated always as identity primary key,
        room_id bigint not null references rooms (id) on delete cascade,
        messages integer not null,
        first_seq bigint not null,
        last_seq bigint not null,
        bits smallint not null,
        seqs bytea not null,
        times bytea not null,
        stale_since timestamptz
      );
      create index search_segments_room on search_segments (room_id, id);
      create index search_segments_stale on search_segments (stale_since) where stale_since is not null;

      -- Its keys, 2^bits rows of them. A row stays on its page: elsewhere, or packed, it would be looked up twice as long.
      create table search_rows (
        segment_id bigint not null references search_segments (id) on delete cascade,
        place integer not null,
        keys bytea not null,
        primary key (segment_id, place)
      ) with (toast_tuple_target = 8160);
      alter table search_rows alter keys set storage main
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table search_rows;
      drop table search_segments;
      delete from cursors where subscriber = 'search'
    `);
  }
}
