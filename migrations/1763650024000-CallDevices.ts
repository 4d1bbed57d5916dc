import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CallDevices1763650024000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Where a person's browsers and phones are called (RFC 8030), and the keys that only they can read with (RFC 8291).
      create table push_subscriptions (
        id bigint generated always as identity primary key,
        user_id bigint not null constraint push_subscriptions_user_id_fkey references users,
        -- The sign-in that it belongs to: it ends with that.
        session_id text not null,
        endpoint text not null constraint push_subscriptions_endpoint_key unique,
        p256dh text not null,
        auth text not null,
        -- What the browser and its system are called.
        name text not null default '',
        created_at timestamptz not null default now(),
        -- When the push service last took something for it.
        taken_at timestamptz
      );
      create index push_subscriptions_user on push_subscriptions (user_id, id);
      create index push_subscriptions_session on push_subscriptions (session_id);
      -- A person's notice of a room: at most one, which waits until it is due, and stands on their devices once it is sent.
      create table notices (
        user_id bigint not null constraint notices_user_id_fkey references users,
        room_id bigint not null constraint notices_room_id_fkey references rooms on delete cascade,
        -- The newest message that it tells of, and how many there are.
        message_id bigint not null,
        seq bigint not null,
        messages integer not null default 1,
        -- One of them is meant for the person; the others are told because they want to hear of all.
        is_meant boolean not null,
        -- When it is to be sent; null: it was.
        due_at timestamptz,
        primary key (user_id, room_id)
      ) with (fillfactor = 50);
      create index notices_due on notices (due_at) where due_at is not null;
      -- How somebody wants to be called; no row: as everybody is.
      create table notice_settings (
        user_id bigint primary key constraint notice_settings_user_id_fkey references users,
        -- Do not disturb: until then, and each day between these (minutes after midnight, in their own time zone).
        quiet_until timestamptz,
        quiet_from smallint constraint notice_settings_quiet_from_check check (quiet_from between 0 and 1439),
        quiet_to smallint constraint notice_settings_quiet_to_check check (quiet_to between 0 and 1439),
        time_zone text not null default 'UTC',
        hides_text boolean not null default false,
        -- Words that call them as their name does.
        keywords text[] not null default '{}',
        constraint notice_settings_check check ((quiet_from is null) = (quiet_to is null))
      );
      create index notice_settings_keywords on notice_settings (user_id) where keywords <> '{}';
      create table ignored (
        user_id bigint not null constraint ignored_user_id_fkey references users,
        ignored_id bigint not null constraint ignored_ignored_id_fkey references users,
        since timestamptz not null default now(),
        primary key (user_id, ignored_id),
        constraint ignored_check check (user_id <> ignored_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop table ignored; drop table notice_settings; drop table notices; drop table push_subscriptions`,
    );
  }
}
