import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRooms1763650001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The row is hot: with half of each page free its counters change without touching an index (heap-only tuples).
      -- rights counts changes of who may post; see the room log.
      create table rooms (
        id bigint generated always as identity primary key,
        name text,
        name_key text unique,
        direct_key text unique,
        topic text not null default '',
        access text not null default 'public' check (access in ('public', 'private', 'admins', 'direct')),
        posting text not null default 'everyone' check (posting in ('everyone', 'admins')),
        last_seq bigint not null default 0,
        rev bigint not null default 0,
        rights bigint not null default 0,
        last_message_at timestamptz,
        created_at timestamptz not null default now(),
        archived_at timestamptz,
        check ((access = 'direct') = (direct_key is not null) and (access = 'direct') = (name_key is null)),
        check ((name is null) = (name_key is null))
      ) with (fillfactor = 50)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table rooms`);
  }
}
