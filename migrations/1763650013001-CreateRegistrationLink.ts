import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRegistrationLink1763650013001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row. The code in the link is made of the server's secret and this salt: whoever reads the table has no link.
      create table registration_link (
        is_only boolean primary key default true check (is_only),
        salt text not null,
        renewed_at timestamptz not null default now()
      );
      insert into registration_link (salt) values (gen_random_uuid()::text)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table registration_link`);
  }
}
