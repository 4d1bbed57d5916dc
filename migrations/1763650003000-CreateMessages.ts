import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessages1763650003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- No foreign keys: the statement that writes has locked the room and joined the author, and rooms and users are
      -- never deleted. Each key would add a lookup and a row lock per message.
      create table messages (
        id bigint generated always as identity primary key,
        room_id bigint not null,
        seq bigint not null,
        rev bigint not null,
        author_id bigint not null,
        client_id uuid not null,
        kind text not null check (kind in ('text', 'action')),
        text text,
        html text,
        reply_to bigint,
        created_at timestamptz not null,
        edited_at timestamptz,
        deleted_at timestamptz,
        deleted_by bigint,
        constraint messages_room_seq unique (room_id, seq),
        constraint messages_author_client unique (author_id, client_id),
        check ((text is null) = (deleted_at is not null)),
        check (deleted_at is null or html is null)
      );
      create index messages_room_rev on messages (room_id, rev)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table messages`);
  }
}
