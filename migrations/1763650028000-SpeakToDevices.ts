import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SpeakToDevices1763650028000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table push_subscriptions
        add column language text not null default 'en',
        -- Rooms whose notices are to go with the next one that is shown, where a silent one would cost the subscription.
        add column closing bigint[] not null default '{}';
      -- When it was last sent: since then it stands on the person's devices, until they have read it.
      alter table notices add column sent_at timestamptz;
      create index notices_sent on notices (sent_at) where sent_at is not null
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index notices_sent;
      alter table notices drop column sent_at;
      alter table push_subscriptions drop column closing, drop column language
    `);
  }
}
