import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepActivity1763650022000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How far a subscriber of the feed that must not miss anything has come, room by room. Updated often, and no index
      -- but the key: half of each page is free.
      create table cursors (
        subscriber text not null,
        room_id bigint not null constraint cursors_room_id_fkey references rooms on delete cascade,
        rev bigint not null,
        primary key (subscriber, room_id)
      ) with (fillfactor = 50);
      -- What was written before is nobody's news.
      insert into cursors (subscriber, room_id, rev) select 'activity', id, rev from rooms;
      create table activity (
        id bigint generated always as identity primary key,
        user_id bigint not null constraint activity_user_id_fkey references users,
        kind text not null constraint activity_kind_check
          check (kind in ('mention', 'answer', 'reaction', 'thread', 'private')),
        -- What is gathered under one line: the thread, the conversation's room, else the message.
        subject_id bigint not null,
        -- No foreign keys on the log, as the log has none.
        room_id bigint not null,
        message_id bigint not null,
        seq bigint not null,
        -- Who wrote it; of reactions, who reacted last.
        actor_id bigint not null,
        at timestamptz not null,
        read_at timestamptz,
        constraint activity_once unique (message_id, user_id, kind)
      );
      create index activity_user on activity (user_id, id);
      create index activity_user_kind on activity (user_id, kind, id);
      create index activity_unread on activity (user_id, room_id, seq) where read_at is null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table activity; drop table cursors`);
  }
}
