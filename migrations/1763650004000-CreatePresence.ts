import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePresence1763650004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who is connected where, true only while the node's lease runs; unlogged, because a crash disconnects everybody.
      create unlogged table nodes (
        id uuid primary key,
        lease_until timestamptz not null
      );
      create unlogged table presence (
        node_id uuid not null,
        socket_id text not null,
        room_id bigint not null,
        user_id bigint not null,
        primary key (node_id, socket_id, room_id)
      );
      create index presence_room on presence (room_id, user_id, node_id);
      create index presence_user on presence (user_id, node_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table presence; drop table nodes`);
  }
}
