import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMemberships1763650002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table memberships (
        room_id bigint not null references rooms,
        user_id bigint not null references users,
        last_read_seq bigint not null default 0,
        notify text not null default 'all' check (notify in ('all', 'mentions', 'none')),
        joined_at timestamptz not null default now(),
        primary key (room_id, user_id)
      ) with (fillfactor = 80);
      create index memberships_user on memberships (user_id, room_id)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table memberships`);
  }
}
