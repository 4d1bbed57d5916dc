import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepFiles1763650033000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was sent, once for the same bytes, whoever sends it. Its objects are in the storage under sha256 in hex.
      create table contents (
        sha256 bytea primary key,
        size bigint not null,
        kept bigint not null,
        facts jsonb not null,
        parts jsonb not null,
        created_at timestamptz not null default now()
      );
      create table files (
        id bigint generated always as identity primary key,
        uploader_id bigint not null,
        room_id bigint not null,
        name text not null,
        size bigint not null,
        is_voice boolean not null default false,
        alt text,
        state text not null default 'arriving',
        refusal text,
        looked_at timestamptz,
        kind text,
        facts jsonb,
        sha256 bytea,
        message_id bigint,
        seq bigint,
        place smallint,
        posted_at timestamptz,
        created_at timestamptz not null default now(),
        gone_at timestamptz,
        constraint files_state_check check (state in ('arriving', 'looking', 'ready', 'refused')),
        constraint files_ready_check check (state <> 'ready' or sha256 is not null and kind is not null),
        constraint files_posted_check check (message_id is null or state = 'ready')
      );
      -- A room's files, the newest first, all of them and those of one kind.
      create index files_room on files (room_id, seq, place) where message_id is not null and gone_at is null;
      create index files_room_kind on files (room_id, kind, seq, place) where message_id is not null and gone_at is null;
      create index files_uploader on files (uploader_id);
      create index files_content on files (sha256) where sha256 is not null;
      -- Not by message_id, of which others say the same: they find their rows by their ids.
      create index files_unsent on files (created_at) where posted_at is null;
      create index files_looking on files (id) where state = 'looking';
      create index files_gone on files (gone_at) where gone_at is not null;
      alter table messages add column files bigint[]
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table messages drop column files;
      drop table files;
      drop table contents
    `);
  }
}
