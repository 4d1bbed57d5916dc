import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PreviewLinks1763650036000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a link leads to, once for all messages that have it; found is null where there is nothing to show.
      create table previews (
        url text primary key,
        found jsonb,
        fetched_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index previews_expired on previews (expires_at);
      -- Messages whose link is still to be looked at.
      create table wanted_previews (
        message_id bigint primary key,
        url text not null,
        host text not null,
        wanted_at timestamptz not null default now(),
        claimed_at timestamptz
      );
      create index wanted_previews_host on wanted_previews (host, claimed_at);
      -- What was written before gets none.
      insert into cursors (subscriber, room_id, rev, seq) select 'previews', id, rev, last_seq from rooms;
      -- What its first link leads to; false where nobody is to see that.
      alter table messages add column preview jsonb;
      alter table notice_settings add column shows_previews boolean not null default true;
      -- The picture of a preview belongs to its message as a file does, and is none of those that people list.
      alter table files add column is_preview boolean not null default false;
      drop index files_room, files_room_kind;
      create index files_room on files (room_id, seq, place)
        where message_id is not null and gone_at is null and not is_preview;
      create index files_room_kind on files (room_id, kind, seq, place)
        where message_id is not null and gone_at is null and not is_preview
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index files_room, files_room_kind;
      update files set gone_at = now() where is_preview and gone_at is null;
      create index files_room on files (room_id, seq, place) where message_id is not null and gone_at is null;
      create index files_room_kind on files (room_id, kind, seq, place) where message_id is not null and gone_at is null;
      alter table files drop column is_preview;
      alter table notice_settings drop column shows_previews;
      alter table messages drop column preview;
      delete from cursors where subscriber = 'previews';
      drop table wanted_previews;
      drop table previews
    `);
  }
}
