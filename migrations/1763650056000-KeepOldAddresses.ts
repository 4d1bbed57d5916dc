import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names that rooms had: their addresses lead there for ever, or until another room has had the name later. */
export class KeepOldAddresses1763650056000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table kept_names (
        name_key text primary key,
        room_id bigint not null references rooms (id),
        kept_at timestamptz not null default now()
      )
    `);
    await runner.query(`create index kept_names_room on kept_names (room_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table kept_names`);
  }
}
