import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PinMessages1763650042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- pinned_in is the room's id again while a message is pinned: an equality that the index of pins alone can answer,
      -- where a condition on the room itself would leave the choice to what PostgreSQL believes of the table.
      alter table messages add column pinned_in bigint, add column pinned_at timestamptz, add column pinned_by bigint;
      create index messages_pinned on messages (pinned_in, seq) where pinned_in is not null;
      -- The line that says who pinned what.
      alter table messages drop constraint messages_kind_check;
      alter table messages add constraint messages_kind_check check (kind in ('text', 'action', 'pin'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update messages set kind = 'action' where kind = 'pin';
      alter table messages drop constraint messages_kind_check;
      alter table messages add constraint messages_kind_check check (kind in ('text', 'action'));
      drop index messages_pinned;
      alter table messages drop column pinned_in, drop column pinned_at, drop column pinned_by
    `);
  }
}
