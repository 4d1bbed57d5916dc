import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ErasePeople1763650101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The row of somebody who was erased stays, as what they wrote and did refers to it; nothing in it tells who they were.
      alter table users add column erased_at timestamptz;
      -- What of an erasing is still to do: a node that dies leaves the rest to another one.
      create table erasures (
        user_id bigint constraint erasures_pkey primary key constraint erasures_user_id_fkey references users,
        messages text not null constraint erasures_messages_check check (messages in ('keep', 'remove')),
        asked_at timestamptz not null default now(),
        claimed_until timestamptz not null default now()
      );
      -- Lines that name somebody are looked for among lines, and not among all messages.
      create index messages_lines on messages (room_id, seq) where kind = 'room'
    `);
  }

  /** Whoever was erased stays a disabled account without a name. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop index messages_lines; drop table erasures; alter table users drop column erased_at`,
    );
  }
}
