import type { MigrationInterface, QueryRunner } from 'typeorm';

const kinds = "'mention', 'answer', 'reaction', 'thread', 'private'";

export class SaveMessages1763650043000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table saved (
        id bigint generated always as identity primary key,
        user_id bigint not null constraint saved_user_id_fkey references users,
        -- No foreign key on the log, as the log has none: what was deleted stays in the list, and says so.
        message_id bigint not null,
        room_id bigint not null constraint saved_room_id_fkey references rooms on delete cascade,
        note text not null default '',
        saved_at timestamptz not null default now(),
        -- Null once it was told: telling is taking it.
        remind_at timestamptz,
        reminded_at timestamptz,
        -- Since when devices are to be called for it.
        call_at timestamptz,
        constraint saved_once unique (user_id, message_id)
      );
      create index saved_user on saved (user_id, id);
      create index saved_reminders on saved (user_id, remind_at) where remind_at is not null;
      -- By its second condition no question for one person's can be answered by this index, from end to end.
      create index saved_due on saved (remind_at) where remind_at is not null and user_id > 0;
      create index saved_calls on saved (call_at) where call_at is not null;
      alter table activity drop constraint activity_kind_check;
      alter table activity add constraint activity_kind_check check (kind in (${kinds}, 'reminder'))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from activity where kind = 'reminder';
      alter table activity drop constraint activity_kind_check;
      alter table activity add constraint activity_kind_check check (kind in (${kinds}));
      drop table saved
    `);
  }
}
