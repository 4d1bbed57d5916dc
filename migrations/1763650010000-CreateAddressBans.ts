import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAddressBans1763650010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table address_bans (
        id bigint generated always as identity primary key,
        network cidr not null,
        reason text not null,
        created_by bigint not null references users,
        created_at timestamptz not null default now(),
        ends_at timestamptz,
        lifted_at timestamptz
      );
      alter table sessions drop constraint sessions_end_reason_check, add constraint sessions_end_reason_check
        check (end_reason in ('signed_out', 'password_changed', 'disabled', 'expired', 'banned'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update sessions set end_reason = 'disabled' where end_reason = 'banned';
      alter table sessions drop constraint sessions_end_reason_check, add constraint sessions_end_reason_check
        check (end_reason in ('signed_out', 'password_changed', 'disabled', 'expired'));
      drop table address_bans
    `);
  }
}
