import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepMailAddresses1763650031000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a person's mail goes.
      create table mail_addresses (
        user_id bigint primary key constraint mail_addresses_user_id_fkey references users,
        address text not null,
        -- By which two addresses are the same.
        address_key text not null,
        -- When whoever reads the mail there said that it is theirs; null: nothing but the link that asks goes there.
        confirmed_at timestamptz,
        -- The SHA-256 of the code in that link.
        code_hash text constraint mail_addresses_code_hash_key unique,
        code_expires_at timestamptz,
        -- In which mails are written.
        language text not null,
        -- From when on what they missed is mailed; null: they want none of it.
        mails_since timestamptz default now(),
        -- The newest of their activity of which a mail told, and when one did.
        mailed_up_to bigint not null default 0,
        mailed_at timestamptz
      );
      -- An address is one person's. Until it is confirmed anybody may say that it is theirs.
      create unique index mail_addresses_confirmed on mail_addresses (address_key) where confirmed_at is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table mail_addresses');
  }
}
