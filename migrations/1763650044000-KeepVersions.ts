import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepVersions1763650044000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a message said before it was edited. It goes in the statement that deletes the message.
      create table message_versions (
        message_id bigint not null constraint message_versions_message_id_fkey references messages,
        -- The message's as long as it said this: each edit takes another one.
        rev bigint not null,
        text text not null,
        since timestamptz not null,
        primary key (message_id, rev)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table message_versions`);
  }
}
